namespace Gatehouse.Diagnosis.Comparison.Steps;

/// <summary>What one side shows of every step.</summary>
internal sealed class StepSheet
{
    private readonly Dictionary<string, StepValue> _values = [];

    /// <summary>What it shows of a step; null when nothing.</summary>
    public StepValue? this[string code] => _values.GetValueOrDefault(code);

    /// <summary>Fills the sheet from an exchange.</summary>
    public static StepSheet Of(Exchanges.ObservedExchange exchange)
    {
        StepSheet sheet = new();
        NameSteps.Add(sheet, exchange);
        TcpSteps.Add(sheet, exchange);
        TlsSteps.Add(sheet, exchange);
        CertificateSteps.Add(sheet, exchange);
        HttpSteps.Add(sheet, exchange);
        CheckSteps.Add(sheet, exchange);
        UdpSteps.Add(sheet, exchange);
        EndSteps.Add(sheet, exchange);
        return sheet;
    }

    /// <summary>Writes a step down; nothing when there is no value.</summary>
    public void Add(string code, StepValue? value)
    {
        if (value is not null)
        {
            _values[code] = value;
        }
    }
}
