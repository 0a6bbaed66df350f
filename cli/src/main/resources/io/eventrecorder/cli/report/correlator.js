/** What the correlator did under the current settings. */
const Correlator = (() => {
  const { byId, html, number, percent } = Base;
  const PARTS = [
    ['created', 'Created', 'written as a new event'],
    ['updated', 'Updated', 'written as a higher count of a stored event'],
    ['combined', 'Combined', 'written in one event for similar ones, which has another message'],
    ['held', 'Held back', 'no write: the rate limit held it back, or it was only counted'],
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
    return [...groups]
      .map(([key, parts]) => ({ key, parts, all: d3.sum(parts) }))
      .sort((a, b) => b.all - a.all);
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
    byId('done').replaceChildren(
      strip(parts, all),
      html(
        'dl',
        { class: 'fates' },
        ...PARTS.map(([name, title, text], d) =>
          html(
            'div',
            {},
            html(
              'dt',
              {},
              html('span', { class: 'swatch fate-' + name, 'aria-hidden': 'true' }),
              title,
            ),
            html(
              'dd',
              {},
              html('b', {}, number(parts[d])),
              ` ${percent(parts[d], all)}`,
              html('span', { class: 'text' }, text),
            ),
          ),
        ),
      ),
    );
    const rows = by === 'reason' ? totals((e) => m.reason[e]) : totals((e) => m.object[e]);
    const name =
      by === 'reason'
        ? (key) => [m.strings[key] || '(no reason)']
        : (key) => [html('span', { class: 'kind' }, m.strings[m.kind[key]]), ' ', m.path(key)];
    byId('done-rows').replaceChildren(
      ...rows
        .slice(0, 12)
        .map(({ key, parts: p, all: sum }) =>
          html(
            'tr',
            {},
            html('th', { scope: 'row' }, html('span', { class: 'clip' }, ...name(key))),
            ...p.map((n) => html('td', { class: n === 0 ? 'zero' : '' }, number(n))),
            html('td', { class: 'wide' }, strip(p, sum)),
          ),
        ),
    );
    byId('done-more').textContent = rows.length > 12 ? `and ${number(rows.length - 12)} more` : '';
    byId('done-by').textContent = by === 'reason' ? 'Reason' : 'Object';
    for (const button of document.querySelectorAll('[data-by]'))
      button.setAttribute('aria-pressed', String(button.dataset.by === by));
  }

  function start() {
    for (const button of document.querySelectorAll('[data-by]')) {
      button.addEventListener('click', () => {
        by = button.dataset.by;
        drawDone();
      });
    }
    drawDone();
  }

  return { start };
})();
