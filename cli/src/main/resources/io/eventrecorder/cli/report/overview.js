/** The axis of time. */
const Axis = (() => {
  const { svg } = Base;
  const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800, 2592000, 31536000].map((s) => s * 1000);

  /** Round times for lines and labels, as the person's clock has them. */
  function ticks(x) {
    const [from, to] = State.view;
    const step = STEPS.find((s) => ((to - from) / s) * 84 <= x.width) || STEPS[STEPS.length - 1];
    const zone = State.utc ? 0 : new Date(State.model.from).getTimezoneOffset() * 60000;
    const base = State.model.from - zone;
    const list = [];
    for (let time = Math.ceil((base + from) / step) * step - base; time <= to; time += step) list.push(time);
    list.step = step;
    return list;
  }

  function text(time, step) {
    const clock = State.clock(time);
    if (step >= 2592000000) return State.day(time);
    if (step >= 86400000) return State.day(time).slice(5);
    if (clock === '00:00:00') return State.day(time).slice(5);
    return step % 60000 === 0 ? clock.slice(0, 5) : clock;
  }

  function draw(target, x, left) {
    target.setAttribute('viewBox', `${-left} 0 ${left + x.width} 24`);
    const list = ticks(x);
    target.replaceChildren(...list.filter((time) => x(time) > 8 && x(time) < x.width - 20).map((time) =>
      svg('text', { x: x(time), y: 15, 'text-anchor': 'middle' }, text(time, list.step))));
    Base.byId('day').textContent = `${State.day(Math.max(0, State.view[0]))}`;
  }

  return { ticks, draw };
})();

/** All occurrences over time, as columns. A brush on it chooses the times that the lanes show. */
const Overview = (() => {
  const { byId, svg } = Base;
  const HEIGHT = 52;
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
      Model.spread(m, s, 1 / k, (time, n) => {
        target[Math.max(0, Math.min(number - 1, Math.floor((time - from) * k)))] += n;
      });
    }
    return { normal, warning };
  }

  function draw() {
    const width = Timeline.width();
    const svgNode = byId('overview');
    svgNode.setAttribute('viewBox', `0 0 ${width} ${HEIGHT}`);
    svgNode.style.width = width + 'px';
    const [from, to] = State.full;
    const number = Math.max(20, Math.floor(width / 5));
    const { normal, warning } = columns(number, from, to);
    const most = Math.max(1, d3.max(d3.range(number), (i) => normal[i] + warning[i]));
    const unit = width / number;
    const y = (n) => (n === 0 ? 0 : Math.max(1.5, (n / most) * (HEIGHT - 12)));
    const paths = { normal: '', warning: '' };
    for (let i = 0; i < number; i++) {
      const w = y(warning[i]);
      const n = y(normal[i]);
      if (w > 0) paths.warning += `M${(i * unit).toFixed(2)} ${HEIGHT}v${-w.toFixed(2)}h${(unit - 1).toFixed(2)}V${HEIGHT}z`;
      if (n > 0) paths.normal += `M${(i * unit).toFixed(2)} ${(HEIGHT - w).toFixed(2)}v${-n.toFixed(2)}h${(unit - 1).toFixed(2)}v${n.toFixed(2)}z`;
    }
    const x = (time) => ((time - from) / (to - from)) * width;
    const storms = State.model.storms.map((storm) =>
      svg('rect', { class: 'edge', x: x(storm.from), y: 0, width: Math.max(3, x(storm.to) - x(storm.from)), height: 3 }));
    plot.replaceChildren(...storms, svg('path', { class: 'warning', d: paths.warning }), svg('path', { class: 'normal', d: paths.normal }));
    byId('peak').textContent = `peak ${Base.number(Math.round(most))} in ${Base.duration((to - from) / number)}`;
    brush.extent([[0, 0], [width, HEIGHT]]);
    d3.select(layer).call(brush);
    follow();
  }

  /** Moves the brush to the visible times, without answering to that move. */
  function follow() {
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
    Timeline.look(...event.selection.map((pixel) => from + (pixel / Timeline.width()) * (to - from)));
  }

  function start() {
    plot = svg('g', {});
    layer = svg('g', { class: 'brush' });
    byId('overview').append(plot, layer);
    brush = d3.brushX().on('brush end', onBrush);
    const later = Base.perFrame(draw);
    State.on('filter', later);
    State.on('view', Base.perFrame(follow));
    new ResizeObserver(later).observe(byId('lanes'));
    draw();
  }

  return { start };
})();
