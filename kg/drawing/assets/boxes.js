// How a box looks, drawn with a pen: on the canvas, or into an SVG when the picture is saved or printed.
const INK = '#1b1b1b', PALE = '#8a8a8a', PAPER = '#ffffff', ROOT = '#12263f', CHOSEN = '#b85000';
const FONTS = 'system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif';

// Pixels of the screen that letters need at least to be read, and have at most where boxes are seen from afar.
const LEGIBLE = 6.5, LARGE = 8.5;

function groupLines(item) {
  const shown = item.members.filter(member => view.shown.has(member)).length;
  const count = shown === item.members.length ? String(shown) : `${shown}/${item.members.length}`;
  return [word('documents', { n: count })];
}

// The smaller lines of a box: issuer, day and status of a document, what a group has in common; what had ended, last.
function underLines(item, look, pen) {
  if (!look) return nameLines(item, pen);
  return item.kind === 'full' ? [...item.under, [when(item), `${look.icon} ${nameOf('statuses', statusOf(item))}`].filter(Boolean).join(' · ')] : item.under;
}

function endedLine(item, single) {
  if (!item.bad || (single && item.kind !== 'full')) return null;
  return word(single ? 'ended_bases' : 'ended_members', { n: item.bad });
}

const shortened = name => Object.entries(data.words.short).reduce((text, [long, short]) => text.replaceAll(long, short), name);

// A group's name in the two lines that its box has room for.
function nameLines({ name, kind, scale, width }, pen) {
  const size = metrics.fonts[kind][1] * scale, room = width - 2 * metrics.padding[0] * scale;
  return linesOf(shortened(name[state.language]), pen, size, room).map(line => {
    let cut = line;
    while (cut && pen.measure(cut === line ? line : `${cut}…`, size, false) > room) cut = cut.slice(0, -1).trimEnd();
    return cut === line ? line : `${cut}…`;
  });
}

// A text in lines of this width, two at most, of which the second takes what is left.
function linesOf(text, pen, size, width) {
  const lines = [''];
  for (const part of text.split(' ')) {
    const longer = `${lines.at(-1)} ${part}`.trim();
    if (lines.length < 2 && lines.at(-1) && pen.measure(longer, size, false) > width) lines.push(part);
    else lines[lines.length - 1] = longer;
  }
  return lines;
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
    stroke: chosen ? CHOSEN : item.bad ? data.words.ended.colour : item.chain ? INK : PALE,
    line: chosen ? 4 : item.bad ? 2.6 : item.chain ? 1.6 : 1,
    dash: single && item.inferred ? [5, 3] : [],
  });
  const look = single ? data.words.statuses[statusOf(item)] : null;
  if (look) pen.rect(left, top, 5, height, { fill: look.colour });
  const ink = root ? PAPER : INK;
  const [large, small] = metrics.fonts[item.kind].map(size => size * item.scale);
  const [side, above] = metrics.padding.map(size => size * item.scale);
  const warning = single && item.conflicts.length ? '⚠ ' : '';
  const finding = single && item.bad ? `${data.words.ended.icon} ` : '';
  const sign = look && item.kind !== 'full' ? `${finding}${look.icon} ${warning}` : warning;
  const under = underLines(item, look, pen);
  const ended = endedLine(item, single);
  const lines = single ? item.lines : groupLines(item);
  const bold = item.kind !== 'small';
  if (small * scale < LEGIBLE && item.kind !== 'small') {
    const first = single ? `${finding}${look.icon} ${warning}${lines[0]}` : lines[0] + (item.bad ? ` · ${data.words.ended.icon} ${item.bad}` : '');
    drawFromAfar(pen, [first, ...lines.slice(1)], under, item, left, y, scale, ink);
    return;
  }
  let line = top + above;
  const size = single ? large : Math.min(large, (width - 2 * side) / pen.measure(lines[0], 1, bold)); // "12/126" is longer
  lines.forEach((text, index) => {
    line += large * metrics.leading;
    pen.text(index ? text : sign + text, left + side, line - large * 0.35, size, ink, bold);
  });
  for (const text of under) {
    line += small * metrics.leading;
    pen.text(text, left + side, line - small * 0.35, small, ink, false);
  }
  if (ended) pen.text(ended, left + side, line + small * (metrics.leading - 0.35), small, root ? PAPER : data.words.ended.colour, true);
  if (single && state.folded.has(item.id)) pen.text('⊕', left + width - large * 1.1, top + large * 1.1, large, ink, true);
}

// As many of the lines as can be read, in letters of nearly one size; from far away the number and the place, or one of
// the two, with the sign before it.
function drawFromAfar(pen, label, under, item, left, y, scale, ink) {
  const number = label[0].match(/^(\D{0,7} )?\d+/)?.[0] ?? label[0];
  const whole = label.join(' ');
  const place = under[0]?.match(/(\p{Lu}\p{Ll}+ ?)+$/u)?.slice(0, 1); // of "UBND tỉnh Nghệ An" the name alone
  const placed = place ? [[[whole], place], [[number], place], [[], [number.replace(/\d+$/, '') + place[0]]]] : [];
  const choices = [[label, under], [[whole], under.slice(0, 1)], ...placed, [label, []], [[whole], []], [[number], []]];
  for (const [first, second] of choices) {
    const lines = [...first, ...second];
    const bold = index => index < first.length;
    const widest = Math.max(...lines.map((text, index) => pen.measure(text, 1, bold(index))));
    const size = Math.min(0.72 * item.height / lines.length, (item.width - 14) / widest, LARGE / scale);
    if (size * scale < LEGIBLE && (first[0] !== number || second.length)) continue;
    const middle = (lines.length - 1) / 2;
    lines.forEach((text, index) => pen.text(text, left + 9, y + size * (0.36 + 1.15 * (index - middle)), size, ink, bold(index)));
    return;
  }
}

// The sign of a reliance on what had ended, on its line.
function signOn(pen, x, y) {
  const { colour, icon } = data.words.ended;
  pen.rect(x - 8, y - 8, 16, 16, { fill: PAPER, stroke: colour, line: 1.4, round: 8 });
  pen.text(icon, x, y + 4.5, 12, colour, true, 'center');
}

const measured = new Map(); // widths at one pixel: measuring is slow, and every frame asks again

function canvasPen(context) {
  return {
    rect(x, y, width, height, { fill, stroke, line = 0, dash = [], round = Math.min(6, width / 3) }) {
      context.beginPath();
      context.roundRect(x, y, width, height, round);
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
    rect(x, y, width, height, { fill, stroke = 'none', line = 0, dash = [], round = Math.min(6, width / 3) }) {
      add('rect', { x, y, width, height, rx: round, fill, stroke, 'stroke-width': line, 'stroke-dasharray': dash.join(' ') || 'none' });
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
