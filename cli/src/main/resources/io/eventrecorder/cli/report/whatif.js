/** What other settings of the correlator would do: a table, and a chart of its two main columns. */
const WhatIf = (() => {
  const { byId, html, svg, number } = Base;

  function column(x, size, unit, bottom) {
    const width = Math.max(0.6, unit - 0.6).toFixed(1);
    return `M${x.toFixed(1)} ${bottom}v${-Math.max(1, size).toFixed(1)}h${width}V${bottom}z`;
  }

  /** Writes over time as a line of columns. */
  function sparkline(setting, most) {
    const width = 120;
    const height = 22;
    const unit = width / Math.max(1, setting.perMinute.length);
    const d = setting.perMinute
      .map((n, i) => (n === 0 ? '' : column(i * unit, (n / most) * height, unit, height)))
      .join('');
    return svg(
      'svg',
      {
        class: 'spark',
        viewBox: `0 0 ${width} ${height}`,
        preserveAspectRatio: 'none',
        'aria-hidden': 'true',
      },
      svg('path', { d }),
    );
  }

  /** Lines break between the options, and not in them. */
  const flags = (options) =>
    options.split(/ (?=--)/).flatMap((flag) => [html('span', {}, flag), ' ']);

  function settingRow(setting, i, most) {
    const copy = html(
      'button',
      { class: 'copy', 'aria-label': `Copy the options of ${setting.name}` },
      'Copy',
    );
    copy.addEventListener('click', () => {
      Base.copy(setting.options);
      copy.textContent = 'Copied';
      byId('live').textContent = 'Copied';
      setTimeout(() => {
        copy.textContent = 'Copy';
      }, 1500);
    });
    return html(
      'tr',
      { class: setting.current ? 'current' : '' },
      html(
        'th',
        { scope: 'row' },
        html('span', { class: 'dot-number', 'aria-hidden': 'true' }, String(i + 1)),
        setting.name,
        setting.note ? html('span', { class: 'note' }, setting.note) : null,
        setting.options
          ? html('span', { class: 'options' }, html('code', {}, ...flags(setting.options)), copy)
          : null,
      ),
      html('td', {}, html('b', {}, number(setting.writes))),
      html('td', {}, number(setting.peakPerMinute)),
      html('td', { class: 'sparks' }, sparkline(setting, most)),
      ...[setting.combined, setting.heldBack, setting.missing, setting.lostDetail].map((n) =>
        html('td', { class: n === 0 ? 'zero' : '' }, number(n)),
      ),
    );
  }

  /** Writes at the busiest minute against messages that no write shows: near the corner is best. */
  function chart(settings) {
    const [width, height, left, bottom] = [420, 250, 46, 40];
    const scale = (of, range) => {
      const most = d3.max(settings, of);
      return d3.scaleLinear([0, Math.max(1, most)], range).nice(4);
    };
    const x = scale((s) => s.lostDetail, [left + 14, width - 24]);
    const minutes = Math.max(1, (State.model.to - State.model.from) / 60000);
    const rate = (s) => s.writes / minutes;
    const y = scale(rate, [height - bottom, 30]);
    const rounded = d3.format('.3~r');
    // A dot at each result, and a label beside it that names its settings. Dots that would overlap share one.
    const groups = [];
    settings.forEach((s, i) => {
      const at = [x(s.lostDetail), y(rate(s))];
      const group = groups.find((g) => Math.hypot(g.at[0] - at[0], g.at[1] - at[1]) < 12);
      if (group === undefined) groups.push({ at, members: [i] });
      else group.members.push(i);
    });
    const current = (group) => group.members.some((i) => settings[i].current);
    // The current one is drawn last, so that it is on top.
    groups.sort((a, b) => Number(current(a)) - Number(current(b)));
    const taken = groups.map((g) => [g.at[0] - 8, g.at[1] - 8, g.at[0] + 8, g.at[1] + 8]);
    const points = groups.map((group, own) => {
      const [cx, cy] = group.at;
      const s = settings[group.members[0]];
      const names = group.members.map((i) => settings[i].name).join(', ');
      const label = group.members.map((i) => i + 1).join(', ');
      const size = label.length * 6.2 + 4;
      const places = [
        [9, -7],
        [-9 - size, -7],
        [-size / 2, -23],
        [-size / 2, 9],
      ].map(([dx, dy]) => [cx + dx, cy + dy, cx + dx + size, cy + dy + 14]);
      const overlaps = ([a, b, c, d]) =>
        a < left ||
        c > width ||
        b < 16 ||
        d > height - bottom ||
        taken.some(([e, f, g, h], i) => i !== own && a < g && c > e && b < h && d > f);
      const place = places.find((p) => !overlaps(p)) || places[0];
      taken.push(place);
      return svg(
        'g',
        { class: 'point' + (current(group) ? ' current' : '') },
        svg(
          'title',
          {},
          `${names}: ${rounded(rate(s))} writes a minute, ${number(s.lostDetail)} messages lost`,
        ),
        svg('circle', { cx, cy, r: 5.5 }),
        svg('text', { x: place[0] + 2, y: place[1] + 11 }, label),
      );
    });
    return svg(
      'svg',
      {
        viewBox: `0 0 ${width} ${height}`,
        role: 'img',
        'aria-label': 'Chart of the table: writes a minute against messages lost, for each setting',
      },
      ...y
        .ticks(4)
        .map((t) =>
          svg(
            'g',
            { class: 'tick' },
            svg('path', { d: `M${left} ${y(t)}H${width - 24}` }),
            svg('text', { x: left - 8, y: y(t) + 4, 'text-anchor': 'end' }, rounded(t)),
          ),
        ),
      ...x
        .ticks(4)
        .filter(Number.isInteger)
        .map((t) =>
          svg(
            'g',
            { class: 'tick' },
            svg('path', { d: `M${x(t)} ${height - bottom}v4` }),
            svg('text', { x: x(t), y: height - bottom + 17, 'text-anchor': 'middle' }, number(t)),
          ),
        ),
      svg('text', { class: 'axis-name', x: 0, y: 12 }, 'Writes a minute, on average'),
      svg(
        'text',
        { class: 'axis-name', x: width - 24, y: height - 5, 'text-anchor': 'end' },
        'Messages that no write shows →',
      ),
      ...points,
    );
  }

  function start() {
    const settings = State.model.data.settings;
    const most = Math.max(1, d3.max(settings, (s) => d3.max(s.perMinute)) || 1);
    byId('settings-rows').replaceChildren(...settings.map((s, i) => settingRow(s, i, most)));
    byId('settings-chart').replaceChildren(chart(settings));
  }

  return { start };
})();
