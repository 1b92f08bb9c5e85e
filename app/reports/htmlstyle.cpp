#include "app/reports/htmlstyle.h"

namespace relight {

static constexpr char style[] = R"(
:root {
  color-scheme: light dark;
  --window: #eef1f4; --surface: #ffffff; --border: #d3dae1; --text: #1b222a; --muted: #55616d;
  --good: #0f6b4c; --warn: #857000; --bad: #ab1f12; --planned: #7e8a96; --actual: #0072a3; --objective: #a8326f;
  --drill: #1d4fb0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --window: #12161b; --surface: #181d23; --border: #303944; --text: #e4e9ee; --muted: #a3aeba;
    --good: #6db595; --warn: #e3d27a; --bad: #ff7b66; --planned: #6f7c8a; --actual: #52bde0; --objective: #e58cb8;
    --drill: #8fb8ea;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--window); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 66rem; margin: 0 auto; padding: 2rem 1.5rem 4rem; }
h1 { font-size: 1.7rem; font-weight: 600; line-height: 1.25; margin: 0; }
h2 { font-size: 1.05rem; font-weight: 600; margin: 0 0 .75rem; }
p { margin: .5rem 0; max-width: 46rem; }
.mode { color: var(--drill); font-size: .8rem; font-weight: 600; letter-spacing: .08em; text-transform: uppercase; margin: 0; }
.live { color: var(--bad); }
.muted, .when { color: var(--muted); }
.verdict { border-left: 3px solid var(--actual); font-size: 1.15rem; font-weight: 500; margin: 1.25rem 0; padding: .1rem 0 .1rem .9rem; }
.verdict.good { border-color: var(--good); } .verdict.warn { border-color: var(--warn); } .verdict.bad { border-color: var(--bad); }
section { background: var(--surface); border: 1px solid var(--border); border-radius: 5px; margin-top: 1.25rem; padding: 1.1rem 1.25rem; overflow-x: auto; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.2rem; margin: 0; }
dt { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th { color: var(--muted); font-size: .8rem; font-weight: 600; text-align: left; }
th, td { border-bottom: 1px solid var(--border); padding: .35rem .9rem .35rem 0; vertical-align: top; overflow-wrap: break-word; }
td:last-child { overflow-wrap: anywhere; }
tr:last-child td { border-bottom: 0; }
.figure { text-align: right; white-space: nowrap; }
ul { list-style: none; margin: 0; padding: 0; } li { padding: .25rem 0 .25rem 1.5rem; text-indent: -1.5rem; }
.mark { display: inline-block; width: 1.1rem; margin-right: .4rem; text-indent: 0; text-align: center; font-weight: 700; }
.mark.good { color: var(--good); } .mark.warn { color: var(--warn); } .mark.bad { color: var(--bad); } .mark.plain { color: var(--muted); }
.chart { display: grid; grid-template-columns: minmax(8rem, 16rem) 1fr; column-gap: 1rem; min-width: 34rem; }
.label { padding: .3rem 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.track { position: relative; border-left: 1px solid var(--border); }
.track span { position: absolute; }
.planned { top: .3rem; height: 5px; border: 1px solid var(--planned); border-radius: 1.5px; }
.actual { top: .8rem; height: 10px; min-width: 3px; background: var(--actual); border-radius: 1.5px; }
.actual.bad { background: none; border: 1.5px solid var(--bad); } .actual.warn { background: none; border: 1.5px solid var(--warn); }
.goal { top: 0; bottom: 0; border-left: 2px dashed var(--objective); }
.axis { height: 1.4rem; color: var(--muted); font-size: .8rem; font-variant-numeric: tabular-nums; }
.axis span { transform: translateX(-50%); }
.key { color: var(--muted); font-size: .8rem; margin: .75rem 0 0; }
footer { color: var(--muted); font-size: .8rem; margin-top: 2rem; }
@media print {
  :root { color-scheme: light; }
  body { background: #fff; font-size: 10pt; }
  main { max-width: none; padding: 0; }
  section { border: 0; padding: 0; overflow: visible; break-inside: auto; }
  tr, li, h2 { break-inside: avoid; } h2 { break-after: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
@media print and (prefers-color-scheme: dark) {
  :root { --window: #fff; --surface: #fff; --border: #d3dae1; --text: #1b222a; --muted: #55616d; --good: #0f6b4c; --warn: #857000;
    --bad: #ab1f12; --planned: #7e8a96; --actual: #0072a3; --objective: #a8326f; --drill: #1d4fb0; }
}
)";

QLatin1StringView reportStyle()
{
    return QLatin1StringView(style);
}

} // namespace relight
