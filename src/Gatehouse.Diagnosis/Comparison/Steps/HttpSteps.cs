using Gatehouse.Diagnosis.Comparison.Exchanges;

namespace Gatehouse.Diagnosis.Comparison.Steps;

/// <summary>What was asked over plain HTTP, and what came back.</summary>
internal static class HttpSteps
{
    /// <summary>Writes the steps down.</summary>
    public static void Add(StepSheet sheet, ObservedExchange exchange)
    {
        if (exchange.Tcp?.Http is not { } http)
        {
            return;
        }

        sheet.Add(StepCodes.HttpRequest, http.Method is null ? null
            : StepValue.Of($"{http.Method} {http.Target}{(http.Host is null || http.IsConnect ? string.Empty : $" at {http.Host}")}", http.RequestFrame));
        (int status, long frame) = http.ErrorStatus != 0 ? (http.ErrorStatus, http.ErrorFrame) : (http.Status, http.ResponseFrame);
        sheet.Add(StepCodes.HttpAnswer, status == 0 ? null : StepValue.Of($"{status}", frame));
    }
}
