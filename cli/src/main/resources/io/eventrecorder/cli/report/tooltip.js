/** The text beside a mark that has the pointer or the focus. */
const Tooltip = (() => {
  const { byId, html } = Base;

  function show(group, mark) {
    const tip = byId('tip');
    const message = Marks.message(mark);
    tip.replaceChildren(
      html('b', {}, Marks.sentence(mark)),
      html('em', {}, 'Current settings: ' + Marks.fate(mark)),
    );
    if (message !== '') tip.firstChild.after(html('span', {}, message));
    tip.hidden = false;
    const area = group.querySelector('.hit').getBoundingClientRect();
    const size = tip.getBoundingClientRect();
    const middle = (Math.max(area.left, Timeline.labels()) + Math.min(area.right, innerWidth)) / 2;
    const left = Math.max(8, Math.min(middle - size.width / 2, innerWidth - size.width - 16));
    const above = area.top - size.height - 8;
    Object.assign(tip.style, {
      left: left + 'px',
      top: (above > 0 ? above : area.bottom + 8) + 'px',
    });
  }

  const hide = () => {
    byId('tip').hidden = true;
  };

  return { show, hide };
})();
