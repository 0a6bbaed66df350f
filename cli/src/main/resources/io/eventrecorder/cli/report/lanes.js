/** A lane as elements of the page: its label, and the picture that `Draw` fills. */
const Lanes = (() => {
  const { html, svg } = Base;

  function label(row) {
    const m = State.model;
    const sign = row.folds
      ? html(
          'button',
          {
            class: 'fold',
            tabindex: -1,
            'data-fold': row.key,
            'aria-expanded': String(!row.collapsed),
          },
          svg(
            'svg',
            { viewBox: '0 0 10 10', 'aria-hidden': 'true' },
            svg('path', { d: 'M3 1.5L7 5L3 8.5' }),
          ),
          html('span', { class: 'off-screen' }, nameOf(row)),
        )
      : html('span', { class: 'fold' });
    const number =
      row.weight > 0
        ? html('span', { class: 'weight', title: 'Occurrences' }, Base.number(row.weight))
        : null;
    if (row.object < 0) {
      const name = row.title === '' ? Rows.without(row) : row.title;
      return html(
        'div',
        { class: 'label' },
        sign,
        html('b', {}, name),
        row.title === '' ? null : html('span', { class: 'kind' }, 'namespace'),
        number,
      );
    }
    const link = m.link[row.object] ? m.strings[m.link[row.object]] : '';
    const title = m.label(row.object) + (link ? ` (owner known by ${link})` : '');
    const name = m.strings[m.name[row.object]];
    const said = `${m.strings[m.kind[row.object]]} ${name}`;
    const main = html(
      'button',
      { class: 'object', tabindex: -1, 'data-object': row.object, title, 'aria-label': said },
      html('span', { class: 'kind' }, m.strings[m.kind[row.object]]),
      html('span', { class: 'name' }, ...shorten(row.object, name)),
    );
    const box = html('div', { class: 'label' }, sign, main, number);
    box.style.paddingInlineStart = `${Math.min(row.level - 1, 5) * 16}px`;
    return box;
  }

  /** The part of a name that the owner has as well is dimmed, because the rest tells objects apart. */
  function shorten(o, name) {
    const m = State.model;
    const parent = m.parent[o] >= 0 ? m.strings[m.name[m.parent[o]]] : '';
    if (parent === '' || !name.startsWith(parent) || name.length === parent.length)
      return [html('span', { class: 'rest' }, name)];
    return [
      html('span', { class: 'same' }, parent),
      html('span', { class: 'rest' }, name.slice(parent.length)),
    ];
  }

  function nameOf(row) {
    if (row.object >= 0) return State.model.label(row.object);
    return row.title === '' ? `Objects: ${Rows.without(row)}` : `Namespace ${row.title}`;
  }

  function lane(row) {
    const m = State.model;
    const name = nameOf(row);
    const storms =
      row.object < 0 ? 0 : m.storms.filter((storm) => storm.object === row.object).length;
    const parts = [name, Base.count(row.weight, 'occurrence')];
    if (storms > 0) parts.push(Base.count(storms, 'storm'));
    const node = html(
      'div',
      {
        class: row.object < 0 ? 'lane group' : `lane${row.detailed ? '' : ' compact'}`,
        role: 'listitem',
        'aria-label': parts.join(', '),
      },
      label(row),
    );
    const plot = svg('svg', { class: 'plot', role: 'group', 'aria-label': `Events of ${name}` });
    node.append(plot);
    node.style.height = row.height + 'px';
    node.style.top = row.y + 'px';
    return { node, plot, row };
  }

  return { lane };
})();
