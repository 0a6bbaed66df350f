/** Labels of marks: what they say, and where there is room for them. */
const Labels = (() => {
  const { svg } = Base;
  const brush = document.createElement('canvas').getContext('2d');
  const widths = new Map();

  function textWidth(text, weight) {
    const key = weight + text;
    if (!widths.has(key)) {
      if (widths.size > 5000) widths.clear();
      brush.font = `${weight} 11.5px ${getComputedStyle(document.body).fontFamily}`;
      widths.set(key, brush.measureText(text).width);
    }
    return widths.get(key);
  }

  /** The longest text that fits, or "". */
  function cut(text, room) {
    if (textWidth(text, 400) <= room) return text;
    let n = Math.min(text.length, Math.floor(room / 5));
    while (n > 8 && textWidth(text.slice(0, n) + '…', 400) > room) n -= Math.max(1, n >> 4);
    return n > 8 && room > 60 ? text.slice(0, n).trimEnd() + '…' : '';
  }

  /** For a bar that began before the visible times: when. */
  const since = (mark, box) =>
    box.left < 0 ? `◂ since ${State.short(Marks.rangeOf(mark)[0])}  ` : '';

  /** Where in a bar the first part without ticks of this width begins, or null. */
  function freePart(ticks, left, right, width) {
    let start = left;
    for (const pixel of [...ticks, right]) {
      if (pixel - start >= width) return start;
      start = Math.max(start, pixel);
    }
    return null;
  }

  /**
   * A label goes to the right of its mark, or inside, or to the left, where there is room. The mark learns where its
   * label ends, so that the next label stays clear of it.
   */
  function of(mark, box, before, after, width, middle) {
    const room = Math.min(after, width) - box.right - 12;
    if (room < 18 && box.right - box.left < 60 && box.left - before < 60) return [];
    const title = since(mark, box) + Marks.title(mark);
    const long = textWidth(title, 600);
    const words = (x, anchor, message) =>
      svg(
        'text',
        { class: 'words', x, y: middle, 'text-anchor': anchor },
        svg('tspan', { class: 'reason' }, title),
        message === '' ? null : svg('tspan', { class: 'message', dx: 6 }, message),
      );
    if (long <= room) {
      const message = cut(Marks.message(mark), room - long - 12);
      mark.clear = box.right + 11 + long + (message === '' ? 0 : 6 + textWidth(message, 400));
      return [words(box.right + 5, 'start', message)];
    }
    const left = Math.max(box.left, 0);
    const right = Math.min(box.right, width);
    const beside = long <= box.left - before - 10 && box.left < width;
    const start = freePart(box.ticks || [], left, right, long + 16);
    // Over the ticks of a bar only if there is no other room.
    if (long + 16 <= right - left && (start !== null || !beside)) {
      const at = start === null ? left : start;
      return [
        svg('rect', {
          class: start === null ? 'pill dense' : 'pill',
          x: at + 5,
          y: middle - 7.5,
          width: long + 10,
          height: 15,
          rx: 3,
        }),
        words(at + 10, 'start', ''),
      ];
    }
    if (!beside) return [];
    mark.from = box.left - 8 - long;
    return [words(box.left - 5, 'end', '')];
  }

  return { of };
})();
