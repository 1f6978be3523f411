// What a page does beyond links and forms. Every page works without it.
import { drawCharts } from "./chart.js";

const drawer = document.querySelector("dialog.yh-drawer");
document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest("[data-drawer-open]")) drawer?.showModal();
  else if (target?.closest("[data-drawer-close]") || target === drawer) drawer?.close();
  else if (target?.closest("[data-print]")) window.print();
  else if (target?.closest("[data-open-all]")) openAll(target.closest("[data-open-all]"));
});

// A select that stands alone in its form sends the form when it changes.
document.addEventListener("change", (event) => {
  const form = event.target instanceof HTMLSelectElement ? event.target.closest("form[data-auto]") : null;
  if (form && !form.hasAttribute("hx-get")) form.requestSubmit();
});

// "/" goes to the search box, as in most tools.
document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof Element && event.target.closest("input, select, textarea");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    document.querySelector(".yh-find input")?.focus();
  }
});

function openAll(button) {
  const tree = document.getElementById(button.dataset.openAll);
  const all = [...tree.querySelectorAll("details")];
  const open = all.some((one) => !one.open);
  for (const one of all) one.open = open;
}

// What is printed is all of it: folded explanations open, then fold again.
let folded = [];
window.addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll(".yh-tree details:not([open]), .yh-chart details:not([open])")];
  for (const one of folded) one.open = true;
});
window.addEventListener("afterprint", () => { for (const one of folded) one.open = false; });

drawCharts(document);
document.addEventListener("htmx:afterSettle", (event) => drawCharts(event.target));
