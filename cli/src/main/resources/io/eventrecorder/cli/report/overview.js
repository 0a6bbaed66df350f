/** All occurrences over time, as columns. A brush on it chooses the times that the lanes show. */
const Overview = (() => {
  const { byId, svg } = Base;
  const HEIGHT = 52;
  /** While the lanes show other times than the columns, the columns have an axis of their own. */
  const AXIS = 14;
  let drawnZoomed = false;
  let brush;
  let layer;
  let plot;

  /** Occurrences for each column of the whole time: [normal, warnings]. */
  function columns(number, from, to) {
    const m = State.model;
    const normal = new Float64Array(number);
    const warning = new Float64Array(number);
    const k = number / (to - from);
    for (let s = 0; s < m.states; s++) {
      const e = m.event[s];
      if (m.added[s] === 0 || !Filter.matches(e)) continue;
      const target = m.warning[e] ? warning : normal;
      // Times outside, of a wrong clock for example, are in no column.
      const first = Math.max(0, Math.floor((m.start[s] - from) * k));
      const last = Math.min(number - 1, Math.floor((m.time[s] - from) * k));
      if (m.time[s] === m.start[s]) {
        if (first === last) target[first] += m.added[s];
      } else {
        for (let i = first; i <= last; i++)
          target[i] += Model.share(m, s, from + i / k, from + (i + 1) / k);
      }
    }
    return { normal, warning };
  }

  /** The next round length of time. */
  const bucket = (ms) =>
    [
      ...[10, 20, 50, 100, 200, 500],
      ...[1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200].map(
        (s) => s * 1000,
      ),
    ].find((size) => size >= ms) || Math.ceil(ms / 86400000) * 86400000;

  const zoomed = () => State.view.some((time, i) => Math.abs(time - State.full[i]) > 1);

  const box = (x, bottom, height, width) =>
    `M${x.toFixed(2)} ${bottom.toFixed(2)}v${-height.toFixed(2)}h${width.toFixed(2)}v${height.toFixed(2)}z`;

  function draw() {
    drawnZoomed = zoomed();
    const width = Timeline.width();
    const svgNode = byId('overview');
    svgNode.setAttribute('viewBox', `0 0 ${width} ${HEIGHT}`);
    svgNode.style.width = width + 'px';
    const [from, to] = State.full;
    const size = bucket((to - from) / Math.max(20, Math.floor(width / 4)));
    const number = Math.ceil((to - from) / size);
    const { normal, warning } = columns(number, from, from + number * size);
    const most = Math.max(
      1,
      d3.max(d3.range(number), (i) => normal[i] + warning[i]),
    );
    const unit = (width * size) / (to - from);
    const bottom = HEIGHT - (zoomed() ? AXIS : 0);
    const y = (n) => (n === 0 ? 0 : Math.max(1.5, (n / most) * (bottom - 12)));
    const paths = { normal: '', warning: '' };
    for (let i = 0; i < number; i++) {
      const w = y(warning[i]);
      const n = y(normal[i]);
      if (w > 0) paths.warning += box(i * unit, bottom, w, unit - 1);
      if (n > 0) paths.normal += box(i * unit, bottom - w, n, unit - 1);
    }
    const x = (time) => ((time - from) / (to - from)) * width;
    const storms = State.model.storms.map((storm) =>
      svg('rect', {
        class: 'edge',
        x: x(storm.from),
        y: 0,
        width: Math.max(3, x(storm.to) - x(storm.from)),
        height: 3,
      }),
    );
    x.width = width;
    plot.replaceChildren(
      ...(zoomed() ? Axis.labels(x, State.full, HEIGHT - 3) : []),
      ...storms,
      svg('path', { class: 'warning', d: paths.warning }),
      svg('path', { class: 'normal', d: paths.normal }),
    );
    byId('peak').textContent =
      `peak ${Base.number(Math.round(most))} in ${Base.duration(size)}`;
    brush.extent([
      [0, 0],
      [width, HEIGHT],
    ]);
    d3.select(layer).call(brush);
    follow();
  }

  /** Moves the brush to the visible times, without answering to that move. */
  function follow() {
    if (zoomed() !== drawnZoomed) return draw();
    const width = Timeline.width();
    const [from, to] = State.full;
    const at = State.view.map((time) => ((time - from) / (to - from)) * width);
    const all = at[0] < 1 && at[1] > width - 1;
    d3.select(layer).call(brush.move, all ? null : [Math.max(0, at[0]), Math.min(width, at[1])]);
  }

  function onBrush(event) {
    if (!event.sourceEvent) return;
    if (event.selection === null) {
      if (event.type === 'end') Timeline.fit();
      return;
    }
    const [from, to] = State.full;
    Timeline.look(
      ...event.selection.map((pixel) => from + (pixel / Timeline.width()) * (to - from)),
    );
  }

  function start() {
    plot = svg('g', {});
    layer = svg('g', { class: 'brush' });
    byId('overview').append(plot, layer);
    brush = d3.brushX().on('brush end', onBrush);
    const later = Base.perFrame(draw);
    State.on('filter clock', later);
    State.on('view', Base.perFrame(follow));
    new ResizeObserver(later).observe(byId('lanes'));
    draw();
  }

  return { start, draw, columns };
})();
