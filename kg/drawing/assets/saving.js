// The picture as it stands, as SVG and PNG, and on paper.
const AROUND = { left: 150, top: 112, edge: 24, legend: 130 };

function snapshot() {
  const { lanes, columns, width, height } = view.layout;
  const wide = Math.max(width, 900) + AROUND.left + AROUND.edge;
  const sentence = linesOf(data.headline[state.language], canvasPen(ruler), 15, wide - 2 * AROUND.edge);
  const above = AROUND.top + 20 * (sentence.length - 1);
  const whole = { width: wide, height: height + above + AROUND.legend };
  const svg = svgElement('svg', { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${whole.width} ${whole.height}`, width: whole.width, height: whole.height, 'font-family': FONTS, role: 'img', lang: state.language });
  svg.append(svgElement('title', {}, data.title[state.language]), document.querySelector('svg.unseen defs').cloneNode(true));
  const paper = svgPen(svg);
  paper.rect(0, 0, whole.width, whole.height, { fill: PAPER });
  paper.text(data.title[state.language], AROUND.edge, 34, 20, INK, true);
  sentence.forEach((line, place) => paper.text(line, AROUND.edge, 58 + 20 * place, 15, INK, false));
  const body = svgElement('g', { transform: `translate(${AROUND.left} ${above})` });
  svg.append(body);
  const pen = svgPen(body);
  for (const lane of lanes) {
    pen.rect(-140, lane.top - 12, width + 155, lane.bottom - lane.top + 24, { fill: '#f4f6f8' });
    pen.text(nameOf('levels', lane.level).split(' (')[0], -130, lane.top + 8, 13, '#444444', true);
  }
  for (const column of columns) pen.text(columnName(column), (column.left + column.right) / 2, -22, 13, '#444444', true, 'center');
  for (const { colour, dash, opacity, width: line, links } of strokes()) {
    body.append(svgElement('g', { opacity }, ...links.map(link => svgElement('path', { d: pathOf(link.points), fill: 'none', stroke: colour, 'stroke-width': line, 'stroke-dasharray': dash.join(' ') || 'none', 'marker-end': `url(#head-${link.relation}${link.ended ? '-ended' : ''})` }))));
  }
  for (const link of view.links.values()) if (link.ended) signOn(pen, ...middleOf(link.points));
  for (const item of view.visible) {
    const box = svgElement('g', { opacity: faded(item.id) ? 0.22 : 1 });
    const at = view.layout.at.get(item.id);
    if (faded(item.id)) pen.rect(at.x - item.width / 2, at.y - item.height / 2, item.width, item.height, { fill: '#f4f6f8' });
    body.append(box);
    drawBox(svgPen(box), item, at.x, at.y, 1);
  }
  drawLegend(svg, paper, height + above + 34);
  return { svg, ...whole };
}

function drawLegend(svg, pen, top) {
  let x = AROUND.edge;
  for (const relation of new Set([...view.links.values()].map(link => link.relation))) {
    const look = data.words.relations[relation];
    svg.append(svgElement('path', { d: `M${x},${top} h40`, fill: 'none', stroke: look.colour, 'stroke-width': 2.4, 'stroke-dasharray': look.dash.join(' ') || 'none', 'marker-end': `url(#head-${relation})` }));
    pen.text(nameOf('relations', relation), x + 48, top + 4, 12, INK, false);
    x += 74 + pen.measure(nameOf('relations', relation), 12, false);
  }
  if (view.visible.some(item => item.bad)) {
    signOn(pen, x + 8, top);
    pen.text(nameOf('ended'), x + 22, top + 4, 12, data.words.ended.colour, true);
  }
  x = AROUND.edge;
  for (const status of new Set([...view.shown].map(number => statusOf(nodes[number])))) {
    const { colour, icon } = data.words.statuses[status];
    const name = `${icon} ${nameOf('statuses', status)}`;
    pen.rect(x, top + 18, 5, 18, { fill: colour });
    pen.text(name, x + 12, top + 32, 12, INK, false);
    x += 40 + pen.measure(name, 12, false);
  }
  const said = [`${word('as_of')}: ${shownDay()}`, word('size_note'), word('inferred_note'), word('conflict_note')];
  pen.text(said.join(' · '), AROUND.edge, top + 58, 12, '#444444', false);
  pen.text(notices({ still: true }), AROUND.edge, top + 80, 12, INK, true);
}

const saveName = ending => `${fold(data.title[state.language]).replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 60) || 'cancu'}.${ending}`;

function save(blob, ending) {
  const link = element('a', { href: URL.createObjectURL(blob), download: saveName(ending) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

const svgText = svg => new XMLSerializer().serializeToString(svg);

const saveSvg = () => save(new Blob([svgText(snapshot().svg)], { type: 'image/svg+xml' }), 'svg');

async function savePng() {
  const { svg, width, height } = snapshot();
  const scale = Math.min(2, 12000 / Math.max(width, height)); // browsers refuse larger canvases
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(svg))}`;
  await image.decode();
  const canvas = element('canvas', { width: Math.round(width * scale), height: Math.round(height * scale) });
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob(blob => save(blob, 'png'), 'image/png');
}

function listenToSaving() {
  byId('save-svg').addEventListener('click', saveSvg);
  byId('save-png').addEventListener('click', savePng);
  byId('print').addEventListener('click', () => window.print());
  window.addEventListener('beforeprint', () => { byId('printed').replaceChildren(snapshot().svg); foldTable(); });
  window.addEventListener('afterprint', () => { byId('printed').replaceChildren(); unfoldTable(); });
}
