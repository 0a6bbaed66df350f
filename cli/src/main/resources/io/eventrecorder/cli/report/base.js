'use strict';

/** Helpers of all parts: elements, and texts for people. Each text becomes a text node, never markup. */
const Base = (() => {
  const SVG = 'http://www.w3.org/2000/svg';

  const byId = (id) => document.getElementById(id);

  function fill(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name === 'on') {
        for (const [type, listener] of Object.entries(value)) node.addEventListener(type, listener);
      } else if (value === true) {
        node.setAttribute(name, '');
      } else if (value !== false && value !== null && value !== undefined) {
        node.setAttribute(name, value);
      }
    }
    node.append(...children.filter((child) => child !== null && child !== undefined));
    return node;
  }

  /** A new HTML element. Children are nodes or texts. */
  const html = (tag, attributes, ...children) =>
    fill(document.createElement(tag), attributes, children);

  /** A new SVG element. */
  const svg = (tag, attributes, ...children) =>
    fill(document.createElementNS(SVG, tag), attributes, children);

  const groups = new Intl.NumberFormat('en');
  const number = (n) => groups.format(n);

  /** "1 event", "1,200 events". */
  const count = (n, noun, plural) => `${number(n)} ${n === 1 ? noun : plural || noun + 's'}`;

  const percent = (part, whole) =>
    whole === 0
      ? '0 %'
      : part > 0 && part * 200 < whole
        ? '< 1 %'
        : `${Math.round((100 * part) / whole)} %`;

  /** "7 minutes 3 seconds": the two largest units. */
  function duration(ms) {
    const units = [
      ['day', 86400000],
      ['hour', 3600000],
      ['minute', 60000],
      ['second', 1000],
    ];
    const parts = [];
    let rest = Math.round(ms / 1000) * 1000;
    for (const [name, size] of units) {
      const n = Math.floor(rest / size);
      rest -= n * size;
      if (n > 0) parts.push(count(n, name));
    }
    return parts.length === 0 ? `${Math.round(ms)} ms` : parts.slice(0, 2).join(' ');
  }

  /** A name that is cut in its middle where room is short, because names of Kubernetes differ at their end. */
  const name = (text) =>
    html(
      'span',
      { class: 'cut', title: text },
      text.length > 14 ? html('span', { class: 'cut-start' }, text.slice(0, -14)) : null,
      html('span', { class: 'cut-end' }, text.slice(-14)),
    );

  /** Calls the function once per frame, however often it is asked to. */
  function perFrame(action) {
    let asked = false;
    return () => {
      if (asked) return;
      asked = true;
      requestAnimationFrame(() => {
        asked = false;
        action();
      });
    };
  }

  /** Calls the function after a pause in the calls. */
  function afterPause(ms, action) {
    let timer = 0;
    return () => {
      clearTimeout(timer);
      timer = setTimeout(action, ms);
    };
  }

  /** Copies text. Pages from a file may lack the clipboard, so there is a second way. */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch (e) {
      const area = html('textarea', { class: 'off-screen' });
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
    }
  }

  return { byId, html, svg, name, number, count, percent, duration, perFrame, afterPause, copy };
})();
