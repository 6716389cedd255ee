/**
 * The one style of the gateway's own pages: two weights, nine colours by their use, a scale of 4 px. Texts have a contrast of
 * 4.5:1 and more on whatever they stand on, edges of controls 3:1, in light and in dark; targets are 44 px high.
 */
export const style = `
:root { color-scheme: light dark; --ink: #1d2433; --soft: #5b6577; --line: #e2e6ee; --edge: #858fa2; --ground: #f7f8fb; --card: #fff; --accent: #2f5bea; --on-accent: #fff; --bad: #b3261e }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ebf2; --soft: #a3adc0; --line: #2c3446; --edge: #6f7b93; --ground: #11151e; --card: #1a202d; --accent: #8aa4ff; --on-accent: #0b1020; --bad: #ff8a80 } }
@media (prefers-contrast: more) { :root { --soft: var(--ink); --line: var(--ink); --edge: var(--ink) } }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; -webkit-text-size-adjust: 100% }
main { max-width: 46rem; margin: 0 auto; padding: 48px 20px 64px }
h1 { font-size: 28px; line-height: 1.2; letter-spacing: -.02em; margin: 0 0 4px; text-wrap: balance } h2 { font-size: 18px; margin: 32px 0 8px } .card > h2:first-child { margin-top: 0 }
p { margin: 8px 0; overflow-wrap: anywhere } .soft { color: var(--soft) } a { color: var(--accent) }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 16px 20px; margin: 16px 0 }
code, pre { font: 14px/1.5 ui-monospace, Menlo, monospace; overflow-wrap: anywhere } pre { overflow-x: auto; margin: 8px 0; white-space: pre-wrap }
.amount { font-size: 28px; font-weight: 600; line-height: 1.2; margin: 0; font-variant-numeric: tabular-nums } .code { font: 600 22px/1.4 ui-monospace, Menlo, monospace; overflow-wrap: anywhere }
.center { text-align: center } .center pre { text-align: start } .center img { background: #fff; border-radius: 8px; max-width: 100%; height: auto }
button, input, select, textarea, summary { font: inherit; min-height: 44px }
button { font-weight: 600; border: 1px solid transparent; border-radius: 8px; padding: 8px 20px; background: var(--accent); color: var(--on-accent); cursor: pointer }
button.plain { background: transparent; color: var(--ink); border-color: var(--edge) }
input, select, textarea { width: 100%; padding: 8px 12px; border: 1px solid var(--edge); border-radius: 8px; background: var(--ground); color: var(--ink) } input[type=checkbox] { width: 20px; min-height: 20px; height: 20px; margin: 0 8px 0 0; vertical-align: -4px; accent-color: var(--accent) } textarea { font: 14px/1.5 ui-monospace, Menlo, monospace }
input[aria-invalid=true], select[aria-invalid=true] { border: 2px solid var(--bad) }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
label { display: inline-block; padding: 4px 0 } .fields, .buttons { display: flex; flex-wrap: wrap; gap: 12px } .fields { margin-top: 12px; align-items: flex-end } .fields > * { flex: 1 1 100%; margin: 0 } .fields > .narrow { flex: 1 1 96px } .fields button, .wide { width: 100% }
.error { color: var(--bad); font-weight: 600 } .error::before { content: "! "; font-weight: 600 } .fields small { display: block; font-size: 16px; padding-top: 4px }
summary { cursor: pointer; font-weight: 600; padding: 8px 0 } details.card { padding-block: 4px } details[open].card { padding-bottom: 20px }
.scroll { overflow-x: auto; margin: 8px 0 } table { border-collapse: collapse; width: 100% } td, th { text-align: start; padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top } td.number, th.number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap }
@media (max-width: 480px) { main { padding-top: 24px } .card { padding-inline: 16px } .buttons button { flex: 1 1 100% } }
@media print { body { background: #fff; color: #000 } button, nav { display: none } }
`
