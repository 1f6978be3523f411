// A chart is drawn from the table beside it, so that the two can never differ.
// figure[data-chart="bars"|"stack"|"line"] > .yh-plot + table: first column the categories, each further column a series.

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const drawn = new Map();

export function drawCharts(within) {
  const figures = [...within.querySelectorAll("figure[data-chart]")];
  for (const [figure, chart] of drawn) if (!figure.isConnected) { chart.dispose(); drawn.delete(figure); }
  if (!figures.length || !window.echarts) return;
  for (const figure of figures) draw(figure);
}

function read(table) {
  const rows = [...table.tBodies[0].rows];
  const categories = rows.map((row) => row.cells[0].textContent.trim());
  // A column without numbers to draw (a share, a remark) stands in the table only.
  const columns = [...table.tHead.rows[0].cells].filter((head) => rows.some((row) => row.cells[head.cellIndex].dataset.v));
  const heads = columns.map((head) => head.dataset.label);
  const series = columns.map((head) => rows.map((row) => {
    const value = row.cells[head.cellIndex].dataset.v;
    return value ? Number(value) : null;
  }));
  return { heads, categories, series };
}

function draw(figure) {
  figure.classList.remove("no-js");
  const { heads, categories, series } = read(figure.querySelector("table"));
  const kind = figure.dataset.chart;
  const plot = figure.querySelector(".yh-plot");
  const ink = css("--yh-ink-2");
  const colours = [1, 2, 3, 4, 5, 6, 7].map((i) => css(`--yh-${i}`));
  const font = { color: ink, fontSize: 12, fontFamily: getComputedStyle(document.body).fontFamily };
  const option = {
    animation: false, color: colours, textStyle: font,
    aria: { enabled: true },
    grid: { left: 8, right: 16, top: 32, bottom: 4, containLabel: true },
    legend: heads.length > 1 ? { top: 0, left: 0, icon: "rect", itemWidth: 12, itemHeight: 8, textStyle: font } : undefined,
    tooltip: { trigger: "axis", renderMode: "richText", axisPointer: { type: kind === "line" ? "line" : "shadow" }, backgroundColor: css("--yh-raise"), borderColor: css("--yh-rule-2"), textStyle: { ...font, color: css("--yh-ink") } },
    xAxis: { type: "category", data: categories, axisTick: { show: false }, axisLine: { lineStyle: { color: css("--yh-rule-2") } }, axisLabel: { ...font, hideOverlap: true } },
    yAxis: { type: "value", min: kind === "line" ? undefined : 0, name: figure.dataset.unit ?? "", nameTextStyle: { ...font, align: "left", padding: [0, 0, 0, -20] }, nameGap: 12, minInterval: figure.dataset.whole === undefined ? 0 : 1, axisLabel: font, splitLine: { lineStyle: { color: css("--yh-rule") } } },
    series: heads.map((name, i) => ({
      name, data: series[i], connectNulls: false,
      type: kind === "line" ? "line" : "bar",
      stack: kind === "stack" ? "all" : undefined,
      barMaxWidth: 44, symbolSize: 6,
      label: heads.length === 1 ? { show: true, position: "top", ...font, color: css("--yh-ink") } : undefined,
    })),
  };
  const chart = drawn.get(figure) ?? window.echarts.init(plot, null, { renderer: "canvas" });
  drawn.set(figure, chart);
  chart.setOption(option, true);
}

new ResizeObserver(() => { for (const chart of drawn.values()) chart.resize(); }).observe(document.documentElement);
new MutationObserver(() => { for (const figure of drawn.keys()) draw(figure); }).observe(document.documentElement, { attributes: true, attributeFilter: ["data-bs-theme"] });
