/** The noisiest objects and reasons, and the storms. A click filters, or shows a storm. */
const Talkers = (() => {
  const { byId, html, number, count } = Base;
  const MOST = 8;

  /** The most frequent values: [{value, occurrences, warnings}]. */
  function noisiest(valueOf) {
    const m = State.model;
    const all = new Map();
    for (let e = 0; e < m.events; e++) {
      if (!Filter.matches(e)) continue;
      const value = valueOf(e);
      const entry = all.get(value) || { value, occurrences: 0, warnings: 0 };
      entry.occurrences += m.count[e];
      if (m.warning[e]) entry.warnings += m.count[e];
      all.set(value, entry);
    }
    const sorted = [...all.values()].sort((a, b) => b.occurrences - a.occurrences);
    return { top: sorted.slice(0, MOST), rest: sorted.length - MOST };
  }

  /** A share as a length. A custom property is set by script, because the page allows no style attributes. */
  function meter(entry, most) {
    const part = html('span', { class: 'part warning' });
    const rest = html('span', { class: 'part normal' });
    part.style.width = `${(100 * entry.warnings) / most}%`;
    rest.style.width = `${(100 * (entry.occurrences - entry.warnings)) / most}%`;
    return html('span', { class: 'meter', 'aria-hidden': 'true' }, part, rest);
  }

  function list(target, { top, rest }, name, pressed, act, noun) {
    const most = top.length > 0 ? top[0].occurrences : 1;
    const matching = Filter.matching().occurrences;
    target.replaceChildren(
      ...top.map((entry) =>
        html(
          'li',
          {},
          html(
            'button',
            { 'aria-pressed': String(pressed(entry.value)), on: { click: () => act(entry.value) } },
            html('span', { class: 'who' }, ...name(entry.value)),
            html(
              'span',
              { class: 'many' },
              number(entry.occurrences),
              html('span', { class: 'share' }, Base.percent(entry.occurrences, matching)),
            ),
            meter(entry, most),
          ),
        ),
      ),
    );
    if (rest > 0)
      target.append(html('li', { class: 'more' }, `and ${count(rest, 'more ' + noun)}`));
  }

  function draw() {
    const m = State.model;
    list(
      byId('noisy-objects'),
      noisiest((e) => m.object[e]),
      (o) => [html('span', { class: 'kind' }, m.strings[m.kind[o]]), Base.name(m.path(o))],
      (o) => Filter.chosen.object === o,
      (o) => Filter.set({ object: Filter.chosen.object === o ? -1 : o }),
      'object',
    );
    list(
      byId('noisy-reasons'),
      noisiest((e) => m.reason[e]),
      (r) => [html('span', { class: 'one', title: m.strings[r] }, m.strings[r] || '(no reason)')],
      (r) => Filter.chosen.reason !== '' && Filter.chosen.reason === m.strings[r],
      (r) => Filter.set({ reason: Filter.chosen.reason === m.strings[r] ? '' : m.strings[r] }),
      'reason',
    );
  }

  function drawStorms() {
    const m = State.model;
    const storms = m.storms.filter((storm) =>
      m.statesOfObject
        .of(storm.object)
        .some((s) => m.time[s] >= storm.from && m.start[s] <= storm.to && Filter.matches(m.event[s])),
    );
    byId('storm-rule').textContent =
      `A storm: ${Model.STORM.occurrences} or more occurrences about one object within one minute.`;
    byId('storms').replaceChildren(
      ...storms
        .slice(0, MOST)
        .map((storm) =>
          html(
            'li',
            {},
            html(
              'button',
              { on: { click: () => show(storm) }, title: 'Show in timeline' },
              html(
                'span',
                { class: 'who' },
                html('span', { class: 'kind' }, m.strings[m.kind[storm.object]]),
                Base.name(m.path(storm.object)),
              ),
              html('span', { class: 'many' }, number(storm.occurrences)),
              html(
                'span',
                { class: 'when' },
                `${State.span(storm.from, storm.to)}, at most ${number(storm.peak)} in a minute`,
              ),
            ),
          ),
        ),
    );
    if (storms.length === 0)
      byId('storms').append(html('li', { class: 'more' }, Filter.active() ? 'No storm matches.' : 'There was no storm.'));
    if (storms.length > MOST)
      byId('storms').append(
        html('li', { class: 'more' }, `and ${count(storms.length - MOST, 'more storm')}`),
      );
  }

  function show(storm) {
    const room = Math.max(30000, (storm.to - storm.from) * 0.15);
    if (Filter.active()) Filter.clear();
    Timeline.look(storm.from - room, storm.to + room);
    Details.selectObject(storm.object);
    Details.showInTimeline(null, storm.object);
  }

  function start() {
    State.on('filter', draw);
    State.on('filter clock', drawStorms);
    draw();
    drawStorms();
  }

  return { start };
})();
