/** What the correlator did under the current settings, and what other settings would do. */
const Correlator = (() => {
  const { byId, html, svg, number, percent } = Base;
  const PARTS = [
    ['created', 'Created', 'written as a new event'],
    ['updated', 'Updated', 'written as a higher count of a stored event'],
    ['combined', 'Combined', 'counted in one event for similar ones; their own messages are not written'],
    ['held', 'Held back', 'not written, because the rate of the object was too high'],
  ];
  let by = 'reason';

  function totals(of) {
    const m = State.model;
    const groups = new Map();
    for (let s = 0; s < m.states; s++) {
      const key = of(m.event[s]);
      if (!groups.has(key)) groups.set(key, [0, 0, 0, 0]);
      groups.get(key)[m.decision[s]]++;
    }
    return [...groups].map(([key, parts]) => ({ key, parts, all: d3.sum(parts) })).sort((a, b) => b.all - a.all);
  }

  function strip(parts, all) {
    const box = html('span', { class: 'strip', 'aria-hidden': 'true' });
    parts.forEach((n, d) => {
      if (n === 0) return;
      const part = html('span', { class: 'fate-' + PARTS[d][0] });
      part.style.width = `${(100 * n) / all}%`;
      box.append(part);
    });
    return box;
  }

  function drawDone() {
    const m = State.model;
    const [whole] = totals(() => 0);
    const parts = whole ? whole.parts : [0, 0, 0, 0];
    const all = whole ? whole.all : 0;
    byId('done').replaceChildren(strip(parts, all), html('dl', { class: 'fates' }, ...PARTS.map(([name, title, text], d) =>
      html('div', {}, html('dt', {}, html('span', { class: 'swatch fate-' + name, 'aria-hidden': 'true' }), title),
        html('dd', {}, html('b', {}, number(parts[d])), ` ${percent(parts[d], all)}`, html('span', { class: 'text' }, text))))));
    const rows = by === 'reason' ? totals((e) => m.reason[e]) : totals((e) => m.object[e]);
    const name = by === 'reason' ? (key) => [m.strings[key] || '(no reason)'] : (key) => [html('span', { class: 'kind' }, m.strings[m.kind[key]]), ' ', m.path(key)];
    byId('done-rows').replaceChildren(...rows.slice(0, 12).map(({ key, parts: p, all: sum }) => html('tr', {},
      html('th', { scope: 'row' }, ...name(key)),
      ...p.map((n) => html('td', { class: n === 0 ? 'zero' : '' }, number(n))),
      html('td', { class: 'wide' }, strip(p, sum)))));
    byId('done-more').textContent = rows.length > 12 ? `and ${number(rows.length - 12)} more` : '';
    byId('done-by').textContent = by === 'reason' ? 'Reason' : 'Object';
    for (const button of document.querySelectorAll('[data-by]')) button.setAttribute('aria-pressed', String(button.dataset.by === by));
  }

  /** Writes over time as a line of columns. */
  function sparkline(setting, most) {
    const width = 120;
    const height = 22;
    const unit = width / Math.max(1, setting.perMinute.length);
    const d = setting.perMinute.map((n, i) => (n === 0 ? '' :
      `M${(i * unit).toFixed(1)} ${height}v${-Math.max(1, (n / most) * height).toFixed(1)}h${Math.max(0.6, unit - 0.6).toFixed(1)}V${height}z`)).join('');
    return svg('svg', { class: 'spark', viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' }, svg('path', { d }));
  }

  /** Lines break between the options, and not in them. */
  const flags = (options) => options.split(/ (?=--)/).flatMap((flag) => [html('span', {}, flag), ' ']);

  function settingRow(setting, i, most) {
    const copy = html('button', { class: 'copy', 'aria-label': `Copy the options of ${setting.name}` }, 'Copy');
    copy.addEventListener('click', () => {
      Base.copy(setting.options);
      copy.textContent = 'Copied';
      byId('live').textContent = 'Copied';
      setTimeout(() => { copy.textContent = 'Copy'; }, 1500);
    });
    return html('tr', { class: setting.current ? 'current' : '' },
      html('th', { scope: 'row' }, html('span', { class: 'dot-number', 'aria-hidden': 'true' }, String(i + 1)), setting.name,
        setting.current ? html('span', { class: 'now' }, 'current') : null,
        setting.note ? html('span', { class: 'note' }, setting.note) : null,
        setting.options ? html('span', { class: 'options' }, html('code', {}, ...flags(setting.options)), copy) : null),
      html('td', {}, html('b', {}, number(setting.writes))),
      html('td', {}, number(setting.peakPerMinute)),
      html('td', {}, sparkline(setting, most)),
      ...[setting.combined, setting.heldBack, setting.missing, setting.lostDetail].map((n) => html('td', { class: n === 0 ? 'zero' : '' }, number(n))));
  }

  /** Writes at the busiest minute against messages that no write shows: near the corner is best. */
  function chart(settings) {
    const [width, height, left, bottom] = [420, 250, 46, 40];
    const x = d3.scaleLinear().domain([0, Math.max(1, d3.max(settings, (s) => s.lostDetail))]).nice(4).range([left, width - 24]);
    const y = d3.scaleLinear().domain([0, Math.max(1, d3.max(settings, (s) => s.peakPerMinute))]).nice(4).range([height - bottom, 18]);
    const whole = (scale) => scale.ticks(4).filter((tick) => Number.isInteger(tick));
    const places = new Map();
    settings.forEach((s, i) => {
      const key = `${Math.round(x(s.lostDetail) / 14)} ${Math.round(y(s.peakPerMinute) / 14)}`;
      if (!places.has(key)) places.set(key, []);
      places.get(key).push(i);
    });
    const points = [...places.values()].flatMap((group) => group.map((i, k) => {
      const s = settings[i];
      return svg('g', { class: 'point' + (s.current ? ' current' : ''), transform: `translate(${x(s.lostDetail) + k * 19},${y(s.peakPerMinute)})` },
        svg('title', {}, `${s.name}: ${number(s.peakPerMinute)} writes in the busiest minute, ${number(s.lostDetail)} messages lost`),
        svg('circle', { r: 9 }), svg('text', { y: 4, 'text-anchor': 'middle' }, String(i + 1)));
    }));
    return svg('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': 'Chart of the table: writes in the busiest minute against messages lost, for each setting' },
      ...whole(y).map((t) => svg('g', { class: 'tick' }, svg('path', { d: `M${left} ${y(t)}H${width - 24}` }), svg('text', { x: left - 8, y: y(t) + 4, 'text-anchor': 'end' }, number(t)))),
      ...whole(x).map((t) => svg('g', { class: 'tick' }, svg('path', { d: `M${x(t)} ${height - bottom}v4` }), svg('text', { x: x(t), y: height - bottom + 17, 'text-anchor': 'middle' }, number(t)))),
      svg('text', { class: 'axis-name', x: left, y: 9 }, 'Writes in the busiest minute'),
      svg('text', { class: 'axis-name', x: width - 24, y: height - 5, 'text-anchor': 'end' }, 'Messages that no write shows →'),
      ...points);
  }

  function start() {
    const settings = State.model.data.settings;
    const most = Math.max(1, d3.max(settings, (s) => d3.max(s.perMinute)) || 1);
    byId('settings-rows').replaceChildren(...settings.map((setting, i) => settingRow(setting, i, most)));
    byId('settings-chart').replaceChildren(chart(settings));
    for (const button of document.querySelectorAll('[data-by]')) {
      button.addEventListener('click', () => { by = button.dataset.by; drawDone(); });
    }
    drawDone();
  }

  return { start };
})();
