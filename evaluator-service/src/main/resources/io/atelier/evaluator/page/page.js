// Draws the charts from the tables below them, and keeps a page current about which more is to be known.
"use strict";
(() => {
  const POINTS = {
    "●": { pointStyle: "circle" },
    "■": { pointStyle: "rect" },
    "▲": { pointStyle: "triangle" },
    "◆": { pointStyle: "rectRot" },
    "▼": { pointStyle: "triangle", pointRotation: 180 },
    "▶": { pointStyle: "triangle", pointRotation: 90 },
    "○": { pointStyle: "circle", radius: 2 },
  };
  // More values than this don't fit beside the pointer.
  const MANY = 12;
  const switches = () => [...document.querySelectorAll("#series input")];
  const hidden = new Set();
  let charts = [];

  const color = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const number = text => (text.trim() === "–" ? null : Number(text));

  function look(series, published) {
    const input = switches()[series];
    // Of many configurations those that are not among the best: thin, grey, behind the others.
    const grey = input.dataset.color === "0";
    const own = grey ? color("--line") : color(`--c${input.dataset.color}`);
    return {
      borderColor: own,
      backgroundColor: published ? "transparent" : own,
      ...POINTS[input.dataset.mark],
      borderDash: input.dataset.dashes === "none" ? [] : input.dataset.dashes.split(" ").map(Number),
      borderWidth: grey ? 1 : 2,
      order: grey ? 1 : 0,
      clip: false,
      hidden: hidden.has(series),
      series,
    };
  }

  function epochs(figure) {
    const rows = [...figure.querySelectorAll("tbody tr")].map(row => [...row.cells].map(cell => number(cell.textContent)));
    const labels = [...figure.querySelectorAll("thead th")].slice(1).map(cell => cell.textContent);
    return {
      type: "line",
      datasets: labels.map((label, i) => ({
        label,
        data: rows.map(row => ({ x: row[0], y: row[i + 1] })),
        pointRadius: rows.length > 30 ? 0 : 4,
        spanGaps: true,
        ...look(i, false),
      })),
      x: { type: "linear", title: "Epoch", ticks: { precision: 0, stepSize: rows.length <= 12 ? 1 : undefined } },
      y: figure.dataset.unit,
      tooltip: { mode: labels.length > MANY ? "nearest" : "index", intersect: labels.length > MANY },
    };
  }

  function scatter(figure) {
    return {
      type: "scatter",
      datasets: [...figure.querySelectorAll("tbody tr")].map(row => ({
        label: row.cells[0].textContent,
        data: [{ x: Number(row.cells[1].dataset.value), y: number(row.cells[2].textContent), cost: row.cells[1].textContent }],
        pointRadius: 7,
        pointHoverRadius: 9,
        ...look(Number(row.dataset.series), "published" in row.dataset),
      })),
      x: {
        type: figure.dataset.scale,
        title: figure.dataset.x,
        ticks: { maxTicksLimit: 6, callback: value => value.toLocaleString("en") },
      },
      y: "accuracy",
      tooltip: {
        mode: "nearest",
        callbacks: { label: item => `${item.dataset.label}: ${item.raw.y.toFixed(4)}, ${item.raw.cost}` },
      },
    };
  }

  function draw(figure) {
    const { type, datasets, x, y, tooltip } = figure.dataset.chart === "epochs" ? epochs(figure) : scatter(figure);
    const text = color("--dim");
    const axis = title => ({ title: { display: true, text: title, color: text }, grid: { color: color("--line") } });
    figure.querySelector(".plot").hidden = false;
    return new Chart(figure.querySelector("canvas"), {
      type,
      data: { datasets },
      options: {
        animation: false,
        maintainAspectRatio: false,
        plugins: { legend: { display: false }, tooltip: { usePointStyle: true, ...tooltip } },
        scales: {
          x: { ...axis(x.title), type: x.type, ticks: { color: text, ...x.ticks } },
          y: { ...axis(y), ticks: { color: text } },
        },
      },
    });
  }

  function drawAll() {
    charts.forEach(chart => chart.destroy());
    const fieldset = document.getElementById("series");
    charts = fieldset ? [...document.querySelectorAll(".chart")].map(draw) : [];
    if (fieldset) {
      fieldset.hidden = false;
      switches().forEach((input, i) => { input.checked = !hidden.has(i); });
    }
  }

  document.addEventListener("change", event => {
    if (!event.target.matches("#series input")) return;
    const series = Number(event.target.dataset.series);
    if (event.target.checked) hidden.delete(series); else hidden.add(series);
    for (const chart of charts) {
      chart.data.datasets.forEach(dataset => { dataset.hidden = hidden.has(dataset.series); });
      chart.update();
    }
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  drawAll();

  // A saved page lies beside others and not below a service: links lead to what was saved, too, or nowhere.
  if (!location.protocol.startsWith("http")) {
    for (const link of document.querySelectorAll("a[data-saved]")) {
      if (link.dataset.saved) link.href = link.dataset.saved; else link.replaceWith(...link.childNodes);
    }
    return;
  }

  // What is open, scrolled to and focused stays so.
  const { live, going, ended, silent } = document.querySelector("main").dataset;
  const seconds = Number(live);
  if (!seconds) return;
  const state = document.getElementById("live-state");
  const pause = document.getElementById("live-pause");
  // Said again, it would be read out again.
  const say = text => { if (state.textContent !== text) state.textContent = text; };
  let paused = false;

  function replaceMain(fresh) {
    const open = [...document.querySelectorAll("details")].filter(details => details.open).map(details => details.id);
    const old = document.querySelector("main");
    if (old.contains(document.activeElement)) return false;
    old.replaceWith(fresh);
    for (const id of open) {
      const details = document.getElementById(id);
      if (details) details.open = true;
    }
    drawAll();
    return true;
  }

  async function refresh() {
    if (paused || document.hidden) return;
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
      const complete = !fresh.dataset.live;
      if (replaceMain(fresh) && complete) {
        clearInterval(timer);
        pause.hidden = true;
        say(ended);
      } else {
        say(going);
      }
    } catch (error) {
      say(`The evaluator does not answer (${error.message}); trying again every ${seconds} seconds. ${silent}`);
    }
  }

  pause.hidden = false;
  pause.addEventListener("click", () => {
    paused = !paused;
    pause.setAttribute("aria-pressed", String(paused));
    say(paused ? "Updates are paused." : going);
  });
  say(going);
  const timer = setInterval(refresh, 1000 * seconds);
})();
