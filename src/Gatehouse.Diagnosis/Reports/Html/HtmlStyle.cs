namespace Gatehouse.Diagnosis.Reports.Html;

/// <summary>The style sheet of a report.</summary>
internal static class HtmlStyle
{
    /// <summary>The sheet. It stands in the report as it is here: the report's policy names its digest.</summary>
    public const string Sheet = """

        :root {
          color-scheme: light dark;
          --page: #ffffff; --ink: #1d232b; --dim: #5a6572; --rule: #d8dee6; --panel: #f5f7f9; --lane: #b8c1cc; --way: #2f5d8c;
          --bad: #b3261e; --bad-wash: #fdeceb; --odd: #8a5700; --odd-wash: #fdf3dd; --good: #1a6b3c; --good-wash: #e6f4eb;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #14181d; --ink: #e3e8ee; --dim: #9aa6b4; --rule: #323a45; --panel: #1c2229; --lane: #4c5866; --way: #86b7ea;
            --bad: #ff8a80; --bad-wash: #3a1d1c; --odd: #f0b95a; --odd-wash: #33270f; --good: #72d399; --good-wash: #16301f;
          }
        }
        * { box-sizing: border-box; }
        body {
          margin: 0; background: var(--page); color: var(--ink); overflow-wrap: anywhere;
          font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK SC", "Helvetica Neue", Arial, sans-serif;
        }
        main, footer { max-width: 66rem; margin: 0 auto; padding: 0 1.5rem; }
        main { padding-top: 2rem; }
        footer { padding-top: 1rem; padding-bottom: 2.5rem; color: var(--dim); font-size: .85rem; }
        section { margin: 2.5rem 0 0; }
        h1 { margin: .35rem 0 .6rem; font-size: 1.6rem; line-height: 1.3; font-weight: 650; text-wrap: balance; }
        h2 { margin: 0 0 .7rem; padding-bottom: .35rem; border-bottom: 1px solid var(--rule); font-size: 1.15rem; font-weight: 650; }
        h3 { margin: 1.4rem 0 .45rem; font-size: .95rem; font-weight: 650; }
        p { margin: .5rem 0; max-width: 48rem; }
        ul, ol { margin: .5rem 0; padding-left: 1.4rem; }
        li { margin: .4rem 0; max-width: 48rem; }
        li::marker { color: var(--dim); }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: .8rem 0 0; }
        dt { color: var(--dim); }
        dd { margin: 0; }
        code { padding: .1em .35em; border-radius: 4px; background: var(--panel); font: .875em/1.5 ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
        code.block { display: block; margin: .4rem 0; padding: .55rem .75rem; border: 1px solid var(--rule); border-radius: 6px; white-space: pre-wrap; }
        .dim, .note { color: var(--dim); }
        .note { font-size: .9rem; }
        .verdict { padding: 1.25rem 1.5rem 1.35rem; border: 1px solid var(--rule); border-left: 6px solid var(--tone); border-radius: 8px; background: var(--wash); }
        .verdict.bad { --tone: var(--bad); --wash: var(--bad-wash); }
        .verdict.odd { --tone: var(--odd); --wash: var(--odd-wash); }
        .verdict.good { --tone: var(--good); --wash: var(--good-wash); }
        .verdict.dim { --tone: var(--dim); --wash: var(--panel); color: inherit; }
        .verdict .kind { margin: 0; display: flex; flex-wrap: wrap; gap: .3rem .8rem; align-items: center; }
        .verdict .kind strong { color: var(--tone); }
        .verdict code { background: var(--page); }
        .confidence { margin: 0; }
        .confidence svg { margin-right: .6rem; }
        .confidence .on { fill: var(--tone); }
        .confidence .off { fill: var(--tone); opacity: .22; }
        .facts { display: flex; flex-wrap: wrap; gap: .5rem; }
        .facts div { padding: .4rem .75rem; border: 1px solid var(--rule); border-radius: 6px; }
        .facts dt { font-size: .8rem; }
        .facts div dd { margin: 0; }
        .proof, .sources { list-style: none; padding: 0; }
        .proof li, .sources li { max-width: none; }
        .proof .frames { font-variant-numeric: tabular-nums; font-weight: 600; }
        .sources > li { padding: .55rem 0; border-top: 1px solid var(--rule); }
        .sources > li:first-child { border-top: 0; padding-top: 0; }
        .sources p { margin: .1rem 0; font-size: .9rem; max-width: none; }
        .remarks { margin: .2rem 0; font-size: .9rem; }
        .remarks.odd { color: var(--odd); }
        .badge { padding: .1em .5em; border-radius: 4px; font-size: .8rem; font-weight: 600; background: var(--panel); color: var(--dim); }
        .badge.bad { background: var(--bad-wash); color: var(--bad); }
        .badge.odd { background: var(--odd-wash); color: var(--odd); }
        .badge.good { background: var(--good-wash); color: var(--good); }
        article h3 { margin-top: 1rem; }
        details { border-top: 1px solid var(--rule); padding: .55rem 0; }
        h2 + details { border-top: 0; padding-top: 0; }
        details:last-of-type { border-bottom: 1px solid var(--rule); }
        summary { cursor: pointer; }
        summary .dim { font-size: .85rem; }
        details > :not(summary) { margin-left: 1.1rem; }
        .scroll { overflow-x: auto; margin: .5rem 0; }
        .picture { display: block; margin: 0 auto; font-family: inherit; }
        .column { display: none; }
        .picture text { fill: var(--ink); font-size: 12px; }
        .picture .name { font-size: 14px; font-weight: 650; }
        .picture .small, .picture .time { fill: var(--dim); }
        .picture .time { font-variant-numeric: tabular-nums; }
        .picture .frame { fill: var(--dim); font-size: 11px; font-variant-numeric: tabular-nums; }
        .picture .bad, .picture .tag { fill: var(--bad); }
        .picture .small.bad { font-weight: 600; }
        .picture .gap { font-style: italic; }
        .node { fill: var(--page); stroke: var(--way); stroke-width: 3; }
        .node.cause { fill: var(--bad); stroke: var(--bad); }
        .link { stroke: var(--lane); stroke-width: 3; }
        .link.broken { stroke: var(--bad); stroke-dasharray: 3 6; }
        .hole { fill: var(--page); }
        .cross { stroke: var(--bad); stroke-width: 2.5; fill: none; stroke-linecap: round; }
        .lane { stroke: var(--lane); stroke-width: 1.5; }
        .eater { fill: var(--bad-wash); opacity: .7; }
        .way { stroke: var(--way); stroke-width: 1.6; }
        .tip, .dot { fill: var(--way); }
        .again .way { stroke-dasharray: 6 4; }
        .bad .way { stroke: var(--bad); }
        .bad .tip, .bad .dot { fill: var(--bad); }
        .bad .label { fill: var(--bad); font-weight: 600; }
        .odd .way { stroke: var(--odd); }
        .odd .tip, .odd .dot { fill: var(--odd); }
        .odd .label { fill: var(--odd); font-weight: 600; }
        .again .tag { fill: var(--odd); font-weight: 400; }
        .bad .tag { fill: var(--bad); font-weight: 600; }
        .label { paint-order: stroke; stroke: var(--page); stroke-width: 3px; stroke-linejoin: round; }
        @media (max-width: 40rem) {
          main, footer { padding-left: 1rem; padding-right: 1rem; }
          main { padding-top: 1rem; }
          h1 { font-size: 1.3rem; }
          .verdict { padding: 1rem; }
          dl { grid-template-columns: 1fr; gap: 0; }
          dd { margin-bottom: .4rem; }
          .picture { margin: 0; }
          .row { display: none; }
          .column { display: block; }
        }
        @media print {
          :root {
            color-scheme: light;
            --page: #ffffff; --ink: #000000; --dim: #444444; --rule: #bbbbbb; --panel: #f2f2f2; --lane: #999999; --way: #2f5d8c;
            --bad: #b3261e; --bad-wash: #fdeceb; --odd: #7a4d00; --odd-wash: #fdf3dd; --good: #1a6b3c; --good-wash: #e6f4eb;
          }
          * { print-color-adjust: exact; }
          body { font-size: 10.5pt; }
          main, footer { max-width: none; padding-left: 0; padding-right: 0; }
          main { padding-top: 0; }
          section { margin-top: 1.5rem; }
          h2, h3, summary { break-after: avoid; }
          .verdict, .path, li, article { break-inside: avoid; }
          .scroll { overflow: visible; }
          .picture { max-width: 100%; height: auto; }
          .row { display: block; }
          .column { display: none; }
          details::details-content { content-visibility: visible; block-size: auto; }
        }

        """;

    /// <summary>The sheet of a report whose language may need fonts of its own.</summary>
    /// <param name="fonts">Names of fonts as CSS has them; may be empty.</param>
    public static string For(string fonts) => fonts.Length == 0 ? Sheet : $"{Sheet}body {{ font-family: {fonts}, sans-serif; }}\n";

    /// <summary>The class of a style.</summary>
    public static string Class(TextStyle style) => style switch
    {
        TextStyle.Fault => "bad",
        TextStyle.Warning => "odd",
        TextStyle.Good => "good",
        _ => "dim",
    };
}
