// How a box looks, drawn with a pen: on the canvas, or into an SVG when the picture is saved or printed.
const INK = '#1b1b1b', PALE = '#8a8a8a', PAPER = '#ffffff', ROOT = '#12263f', CHOSEN = '#b85000';
const FONTS = 'system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif';

// Pixels of the screen that letters need at least to be read.
const LEGIBLE = 7;

function groupLines(item) {
  const shown = item.members.filter(member => view.shown.has(member)).length;
  const count = shown === item.members.length ? String(shown) : `${shown}/${item.members.length}`;
  return [state.language === 'vi' ? `${count} văn bản` : `${count} documents`];
}

function drawBox(pen, item, x, y, scale) {
  const single = typeof item.id === 'number';
  const root = item.id === data.root;
  const { width, height } = item;
  const left = x - width / 2, top = y - height / 2;
  const chosen = item.id === state.selected;
  if (!single) pen.rect(left + 4, top + 4, width, height, { fill: '#e2e6ea', stroke: PALE, line: 1 });
  pen.rect(left, top, width, height, {
    fill: root ? ROOT : PAPER,
    stroke: chosen ? CHOSEN : item.chain ? INK : PALE,
    line: chosen ? 4 : item.chain ? 1.6 : 1,
    dash: single && item.inferred ? [5, 3] : [],
  });
  const look = single ? data.words.statuses[statusOf(item)] : null;
  if (look) pen.rect(left, top, 5, height, { fill: look.colour });
  const ink = root ? PAPER : INK;
  const [large, small] = metrics.fonts[item.kind].map(size => size * item.scale);
  const [side, above] = metrics.padding.map(size => size * item.scale);
  const sign = single ? (item.kind === 'full' ? '' : `${look.icon} `) + (item.conflicts.length ? '⚠ ' : '') : '';
  const lines = single ? item.lines : groupLines(item);
  const bold = item.kind !== 'small';
  if (small * scale < LEGIBLE && item.kind !== 'small') {
    drawFromAfar(pen, sign + lines[0] + (lines.length > 1 ? ' …' : ''), item, left, y, scale, ink);
    return;
  }
  let line = top + above;
  lines.forEach((text, index) => {
    line += large * metrics.leading;
    pen.text(index ? text : sign + text, left + side, line - large * 0.35, large, ink, bold);
  });
  const foot = item.kind === 'full'
    ? [[when(item), `${look.icon} ${nameOf('statuses', statusOf(item))}`].filter(Boolean).join(' · ')] : [];
  for (const text of [...item.under, ...foot]) {
    line += small * metrics.leading;
    pen.text(text, left + side, line - small * 0.35, small, ink, false);
  }
  if (single && state.folded.has(item.id)) pen.text('⊕', left + width - large * 1.1, top + large * 1.1, large, ink, true);
}

// The label alone, as large as fits; from still further away the number that it starts with.
function drawFromAfar(pen, label, item, left, y, scale, ink) {
  const near = metrics.fonts[item.kind][0] * item.scale * scale >= 0.7 * LEGIBLE;
  const text = near ? label : label.match(/\d+/)?.[0] ?? label;
  const most = near ? 1.35 * metrics.fonts[item.kind][0] * item.scale : item.height * 0.62;
  const size = Math.min(most, 10 * (item.width - 14) / Math.max(pen.measure(text, 10, true), 1));
  pen.text(text, left + 9, y + size * 0.36, size, ink, true);
}

function canvasPen(context) {
  return {
    rect(x, y, width, height, { fill, stroke, line = 0, dash = [] }) {
      context.beginPath();
      context.roundRect(x, y, width, height, Math.min(6, width / 3));
      context.fillStyle = fill;
      context.fill();
      if (!line) return;
      context.setLineDash(dash);
      context.lineWidth = line;
      context.strokeStyle = stroke;
      context.stroke();
      context.setLineDash([]);
    },
    text(text, x, y, size, fill, bold, align = 'left') {
      context.font = `${bold ? 'bold ' : ''}${size}px ${FONTS}`;
      context.fillStyle = fill;
      context.textAlign = align;
      context.textBaseline = 'alphabetic';
      context.fillText(text, x, y);
    },
    measure(text, size, bold) {
      context.font = `${bold ? 'bold ' : ''}${size}px ${FONTS}`;
      return context.measureText(text).width;
    },
  };
}

function svgPen(parent) {
  const add = (tag, attributes, ...children) => parent.append(svgElement(tag, attributes, ...children));
  const ruler = canvasPen(document.createElement('canvas').getContext('2d'));
  return {
    rect(x, y, width, height, { fill, stroke = 'none', line = 0, dash = [] }) {
      add('rect', { x, y, width, height, rx: Math.min(6, width / 3), fill, stroke, 'stroke-width': line, 'stroke-dasharray': dash.join(' ') || 'none' });
    },
    text(text, x, y, size, fill, bold, align = 'left') {
      add('text', { x, y, fill, 'font-size': size, 'font-weight': bold ? 'bold' : 'normal', 'text-anchor': align === 'center' ? 'middle' : 'start' }, text);
    },
    measure: ruler.measure,
  };
}

function svgElement(tag, attributes = {}, ...children) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
