// The list beside a document by keyboard, and the text that follows it. Without this, buttons and links do the same.
const root = document.querySelector("[data-document]");
const text = root.querySelector(".yh-text");
const wide = matchMedia("(min-width: 981px)");
const items = () => [...root.querySelectorAll(".yh-item")];
const marks = (key) => [...text.querySelectorAll("mark")].filter((mark) => mark.dataset.of.split(" ").includes(key));

// Shows where in the text an item stands.
function show(item) {
  for (const mark of text.querySelectorAll(".is-on")) mark.classList.remove("is-on");
  const own = marks(item.dataset.item);
  for (const mark of own) mark.classList.add("is-on");
  if (own[0]) text.scrollTop = own[0].offsetTop - text.clientHeight / 3;
}

function go(item) {
  if (!item) return;
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
}

root.addEventListener("focusin", (event) => {
  const item = event.target.closest(".yh-item");
  if (item) show(item);
});

// The innermost item of the place that was clicked.
text.addEventListener("click", (event) => {
  const keys = event.target.closest("mark")?.dataset.of.split(" ") ?? [];
  const found = items().filter((item) => keys.includes(item.dataset.item));
  found.sort((one, other) => marks(one.dataset.item).length - marks(other.dataset.item).length);
  if (found[0] && !getSelection().toString()) go(found[0]);
});

const KEYS = { a: "accept", Enter: "accept", e: "correct", d: "drop", Delete: "drop", u: "open" };
let following = null;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  const all = items();
  const at = all.indexOf(event.target.closest(".yh-item"));
  if (event.key === "n") {
    const add = root.querySelector("[data-add]");
    location.href = `${add.getAttribute("href")}?text=${encodeURIComponent(getSelection().toString().slice(0, 1000))}`;
  } else if (event.key === "j" || (event.key === "ArrowDown" && at >= 0)) {
    event.preventDefault();
    go(all[at + 1] ?? all[at]);
  } else if (event.key === "k" || (event.key === "ArrowUp" && at >= 0)) {
    event.preventDefault();
    go(all[at - 1] ?? all[at]);
  } else if (at >= 0 && event.target === all[at] && KEYS[event.key]) {
    const button = all[at].querySelector(`[data-key="${KEYS[event.key]}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  }
});

// After a decision the next item has the focus; the one that was decided is drawn anew.
root.addEventListener("htmx:beforeRequest", (event) => {
  const all = items();
  const at = all.indexOf(event.target.closest(".yh-item"));
  following = at >= 0 ? (all[at + 1] ?? all[at]).dataset.item : null;
});
root.addEventListener("htmx:beforeSwap", (event) => {
  // What went wrong has a page of its own.
  if (event.detail.xhr.status < 400) return;
  event.detail.shouldSwap = false;
  location.reload();
});
document.addEventListener("htmx:afterSettle", () => {
  const next = following && items().find((item) => item.dataset.item === following);
  following = null;
  if (next) go(next);
});

const asked = location.hash ? document.getElementById(location.hash.slice(1)) : null;
if (asked?.closest(".yh-item")) go(asked);
else if (wide.matches) go(items().find((item) => item.classList.contains("is-open")));
