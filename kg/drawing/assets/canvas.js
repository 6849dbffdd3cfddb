// The canvas: vis-network places and moves the boxes; the lines, which go around them, are drawn here.
const view = { items: new Map(), links: new Map(), shown: new Set(), layout: null, strokes: null };
const visNodes = new vis.DataSet();
const visEdges = new vis.DataSet();

const render = ({ ctx, id, x, y }) => {
  const item = view.items.get(id);
  return {
    drawNode() {
      const pen = canvasPen(ctx);
      if (faded(id)) {
        pen.rect(x - item.width / 2, y - item.height / 2, item.width, item.height, { fill: '#f4f6f8' });
        ctx.globalAlpha = 0.22;
      }
      drawBox(pen, item, x, y, network.getScale());
      ctx.globalAlpha = 1;
    },
    nodeDimensions: { width: item.width, height: item.height },
  };
};

// What is marked out: the path, else what the search finds, else the selected box with its neighbours.
function marked() {
  const home = view.home;
  if (state.path) return new Set(state.path.map(number => home.get(number) ?? number));
  if (state.query) return new Set(matches().map(number => home.get(number) ?? number));
  const link = view.links.get(state.edge);
  if (link) return new Set([link.source, link.target]);
  if (state.selected === null || !view.items.has(state.selected)) return null;
  const near = new Set([state.selected]);
  for (const { source, target } of view.links.values()) {
    if (source === state.selected) near.add(target);
    if (target === state.selected) near.add(source);
  }
  return near;
}

const faded = id => view.marked !== null && !view.marked.has(id);

function linkFaded(link) {
  if (view.marked === null) return false;
  if (state.path) {
    const step = [link.source, link.target];
    const home = state.path.map(number => view.home.get(number) ?? number);
    return !home.some((here, index) => index && step.includes(here) && step.includes(home[index - 1]) && here !== home[index - 1]);
  }
  if (state.edge) return link.id !== state.edge;
  if (!state.query && state.selected !== null) return link.source !== state.selected && link.target !== state.selected;
  return faded(link.source) || faded(link.target);
}

const few = chain => [...view.links.values()].filter(link => link.chain === chain).length <= metrics.thickMost;

// How a line looks just now.
function lookOf(link) {
  const role = data.words.relations[link.relation];
  const pale = linkFaded(link);
  const picked = link.id === state.edge || (view.marked !== null && !pale);
  return {
    colour: link.ended ? data.words.ended.colour : role.colour,
    dash: role.dash,
    head: data.arrows[role.arrow],
    opacity: pale ? 0.08 : picked || link.chain || link.ended ? 0.9 : view.few.context ? 0.4 : 0.22,
    width: picked ? 2.6 : link.ended ? 2.4 : !link.chain ? 1 : view.few.chain ? 2.4 : 1.4,
  };
}

// The links from the palest to what matters most.
const inOrder = () => [...view.links.values()].sort((a, b) => a.ended - b.ended || a.chain - b.chain);

// The lines that look alike, with their heads.
function strokes() {
  if (view.strokes !== null) return view.strokes;
  const alike = new Map();
  for (const link of inOrder()) {
    const look = lookOf(link);
    const key = Object.values(look).join();
    if (!alike.has(key)) alike.set(key, { ...look, heads: new Path2D(), links: [] });
    const { heads, links } = alike.get(key);
    heads.addPath(new Path2D(look.head), headAt(link.points));
    links.push(link);
  }
  view.strokes = [...alike.values()];
  return view.strokes;
}

// Where the arrow head at the end of a line lies; its form is drawn for a line that comes from the left.
function headAt(points) {
  const [[fromX, fromY], [x, y]] = [points.at(-2) ?? points.at(-1), points.at(-1)];
  return new DOMMatrix().translate(x, y).rotate(Math.atan2(y - fromY, x - fromX) * 180 / Math.PI).scale(0.9).translate(-9, -5);
}

// Brings a data set to hold exactly these rows.
function synchronise(set, rows) {
  const wanted = new Set(rows.map(row => row.id));
  set.remove(set.getIds().filter(id => !wanted.has(id)));
  set.update(rows);
}

// Works out again what is on show; with `reshape` also where it stands.
function refresh({ reshape = false } = {}) {
  view.home = homes();
  view.shown = shownNodes();
  const items = allItems(view.home);
  view.items = new Map(items.map(item => [item.id, item]));
  view.links = allLinks(view.home, view.shown);
  const anew = reshape || view.layout === null;
  if (anew) view.layout = arranged(items);
  route(view.layout, [...view.links.values()], anew);
  for (const link of view.links.values()) link.path = new Path2D(pathOf(link.points));
  view.few = { chain: few(true), context: few(false) };
  view.marked = marked();
  view.strokes = null;
  view.visible = items.filter(item => item.members.some(member => view.shown.has(member)));
  synchronise(visNodes, view.visible.map(item => ({ id: item.id, shape: 'custom', ctxRenderer: render, ...view.layout.at.get(item.id) })));
  synchronise(visEdges, [...view.links.values()].map(link => ({ id: link.id, from: link.source, to: link.target, hidden: true })));
  showNotices();
  updateTable();
  growTree();
}

// Only what is marked out has changed.
function remark() {
  view.marked = marked();
  view.strokes = null;
  network.redraw();
  updateTable();
}

let network = null;

function startCanvas() {
  visNodes.add(data.network.nodes.map(node => ({ ...node, ctxRenderer: render })));
  visEdges.add(data.network.edges);
  refresh();
  network = new vis.Network(byId('picture'), { nodes: visNodes, edges: visEdges }, data.network.options);
  network.on('beforeDrawing', context => { drawGround(context); drawLines(context); });
  network.on('afterDrawing', drawNames);
  network.on('click', ({ nodes: [node], pointer }) => {
    const link = node === undefined ? linkAt(pointer.canvas) : undefined;
    if (node !== undefined) select(node);
    else if (link !== undefined) selectEdge(link.id);
    else closeCard();
  });
  network.on('doubleClick', ({ nodes: [node] }) => { if (node !== undefined) toggle(node); });
  network.on('hoverNode', ({ node }) => { byId('hovered').textContent = nameOfItem(node); });
  network.on('blurNode', () => { byId('hovered').textContent = ''; });
  network.on('zoom', keepInBounds);
  fitUntilMoved();
}

function drawGround(context) {
  context.fillStyle = '#f4f6f8';
  for (const { top, bottom } of grounds()) context.fillRect(-1e5, top, 2e5, bottom - top);
}

// The ground of each lane; the first and the last reach to where the eye does.
const FAR = 1e5;
const grounds = () => view.layout.lanes.map((lane, place, lanes) => ({
  lane, top: place ? lane.top - 14 : -FAR, bottom: place < lanes.length - 1 ? lane.bottom + 14 : FAR,
}));

// Lines paler than this are drawn on a sheet of their own, which is then laid over: where many cross or run together,
// they are no darker than one.
const PALE_MOST = 0.5;
const sheet = document.createElement('canvas').getContext('2d');

function drawPale(context, alike, opacity) {
  Object.assign(sheet.canvas, { width: context.canvas.width, height: context.canvas.height }); // this also empties it
  sheet.setTransform(context.getTransform());
  alike.forEach(stroke => drawStroke(sheet, { ...stroke, opacity: 1 }));
  context.save();
  context.resetTransform();
  context.globalAlpha = opacity;
  context.drawImage(sheet.canvas, 0, 0);
  context.restore();
}

function drawStroke(context, { colour, dash, opacity, width, heads, links }) {
  context.globalAlpha = opacity;
  context.strokeStyle = context.fillStyle = colour;
  context.lineWidth = width;
  context.setLineDash(dash);
  for (const { path } of links) context.stroke(path);
  context.setLineDash([]);
  context.fill(heads);
}

function drawLines(context) {
  for (const opacity of new Set(strokes().map(stroke => stroke.opacity))) {
    const alike = strokes().filter(stroke => stroke.opacity === opacity);
    if (opacity < PALE_MOST) drawPale(context, alike, opacity);
    else alike.forEach(stroke => drawStroke(context, stroke));
  }
  for (const link of view.links.values()) {
    if (!link.ended) continue;
    context.globalAlpha = linkFaded(link) ? 0.15 : 1;
    signOn(canvasPen(context), ...middleOf(link.points));
  }
  context.globalAlpha = 1;
}

const ruler = document.createElement('canvas').getContext('2d');

// The line at a place, within some pixels of the screen; what matters most lies on top.
function linkAt({ x, y }) {
  ruler.lineWidth = 10 / network.getScale();
  return inOrder().reverse().find(link => ruler.isPointInStroke(link.path, x, y));
}

// Levels at the left edge and years at the top edge of the window, wherever the reader has moved to.
function drawNames(context) {
  const pen = canvasPen(context);
  const unit = 1 / network.getScale(); // one pixel of the screen
  const corner = network.DOMtoCanvas({ x: 0, y: 0 });
  const gutter = { left: corner.x, top: corner.y, right: corner.x + EDGES.side * unit, bottom: corner.y + EDGES.top * unit };
  const { columns } = view.layout;
  context.fillStyle = PAPER;
  context.fillRect(gutter.left, gutter.top, EDGES.side * unit, 1e5);
  for (const ground of grounds()) {
    const top = Math.max(ground.lane.top - 14, gutter.bottom), { lane, bottom } = ground;
    context.fillStyle = '#e6eaee';
    context.fillRect(gutter.left, ground.top, (EDGES.side - 4) * unit, bottom - ground.top);
    const lines = nameOf('levels', lane.level).split(/ (?=\()/);
    const room = (lane.bottom + 14 - top) / unit;
    if (room < 15) continue; // no room for a name that could be read
    const y = top + Math.min(22, room / 2 + 5) * unit;
    lines.slice(0, room < 40 ? 1 : 2).forEach((line, index) => pen.text(line, gutter.left + 6 * unit, y + 15 * index * unit, (index ? 10.5 : 13) * unit, INK, !index));
  }
  context.fillStyle = PAPER;
  context.fillRect(gutter.left, gutter.top, 1e5, EDGES.top * unit);
  let free = gutter.right; // from here on the top edge is still empty
  for (const column of columns) {
    const name = columnName(column);
    const wide = pen.measure(name, 13 * unit, true);
    const middle = Math.max((column.left + column.right) / 2, gutter.right + wide / 2);
    if (middle - wide / 2 < free || middle - wide / 4 >= column.right) continue;
    pen.text(name, middle, gutter.top + 18 * unit, 13 * unit, INK, true, 'center');
    free = middle + wide / 2 + 8 * unit;
  }
}

const columnName = ({ first, last }) => first === null ? word('undated') : first === last ? String(first) : `${first}–${last}`;

// What the reader has to know of what is not drawn one by one; on paper (`still`) nothing can be pressed.
function notices({ still }) {
  const collapsed = view.visible.filter(item => typeof item.id === 'string');
  const said = [];
  if (collapsed.length) {
    const inside = collapsed.reduce((sum, group) => sum + group.members.length, 0);
    said.push(word('grouped', { n: inside, groups: collapsed.length }));
    if (!still) said.push(word('group_press'));
  }
  if (data.leftOut) said.push(word('left_out', { n: data.leftOut }));
  if (state.context && data.contextLeftOut) said.push(word('context_left_out', { n: data.contextLeftOut }));
  said.push(...data.beside[state.language].map(one => `${one}.`));
  return said.join(' ');
}

const showNotices = () => { byId('notices').textContent = notices({ still: false }); };
