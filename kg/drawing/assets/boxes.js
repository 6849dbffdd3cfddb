// How a box looks, drawn with a pen: on the canvas, or into an SVG when the picture is saved or printed.
const INK = '#1b1b1b', PALE = '#8a8a8a', PAPER = '#ffffff', ROOT = '#12263f', CHOSEN = '#b85000';
const FONTS = 'system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif';

// Pixels of the screen that letters need at least to be read.
const LEGIBLE = 6.5;

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
  const warning = single && item.conflicts.length ? '⚠ ' : '';
  const sign = look && item.kind !== 'full' ? `${look.icon} ${warning}` : warning;
  const lines = single ? item.lines : groupLines(item);
  const bold = item.kind !== 'small';
  if (small * scale < LEGIBLE && item.kind !== 'small') {
    drawFromAfar(pen, [(look ? `${look.icon} ${warning}` : '') + lines[0], ...lines.slice(1)], item, left, y, scale, ink);
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

// As many of the lines as can be read, as large as fits; from far away the number alone, with the sign before it.
function drawFromAfar(pen, label, item, left, y, scale, ink) {
  const number = label[0].match(/^(\D{0,5} )?\d+/)?.[0] ?? label[0];
  const whole = label.join(' ');
  const choices = [[label, item.under], [[whole], item.under.slice(0, 1)], [label, []], [[whole], []], [[number], []]];
  for (const [first, second] of choices) {
    const lines = [...first, ...second];
    const bold = index => index < first.length;
    const widest = Math.max(...lines.map((text, index) => pen.measure(text, 1, bold(index))));
    const size = Math.min(0.72 * item.height / lines.length, (item.width - 14) / widest);
    if (size * scale < LEGIBLE && first[0] !== number) continue;
    const middle = (lines.length - 1) / 2;
    lines.forEach((text, index) => pen.text(text, left + 9, y + size * (0.36 + 1.15 * (index - middle)), size, ink, bold(index)));
    return;
  }
}

const measured = new Map(); // widths at one pixel: measuring is slow, and every frame asks again

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
      const key = `${bold} ${text}`;
      if (!measured.has(key)) {
        context.font = `${bold ? 'bold ' : ''}10px ${FONTS}`;
        measured.set(key, context.measureText(text).width / 10);
      }
      return measured.get(key) * size;
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
