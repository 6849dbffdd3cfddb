// The canvas: vis-network with the network that pyvis made, brought up to date as the reader chooses.
const view = { items: new Map(), links: new Map(), shown: new Set(), layout: null };
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

const ends = link => [link.source, link.target].map(id => ({ ...view.items.get(id), ...view.layout.at.get(id) }));

function upright(link) {
  const [start, end] = ends(link);
  return link.bend === 0 && Math.abs(start.y - end.y) > (start.height + end.height) / 2 + 12;
}

function bow(link) {
  const [start, end] = ends(link);
  return 0.12 * (link.bend + 1) / Math.max(1, Math.abs(start.x - end.x) / 400);
}

function visEdge(link) {
  const look = data.words.relations[link.relation];
  const pale = linkFaded(link);
  const picked = link.id === state.edge || (view.marked !== null && !pale);
  return {
    id: link.id,
    from: link.source,
    to: link.target,
    arrows: { to: { enabled: true, type: look.arrow, scaleFactor: 0.6 } },
    color: { color: look.colour, highlight: look.colour, hover: look.colour, opacity: pale ? 0.08 : picked || link.chain ? 0.9 : view.few.context ? 0.4 : 0.22 },
    dashes: look.dash.length ? look.dash : false,
    width: picked ? 2.6 : !link.chain ? 1 : view.few.chain ? 2.4 : 1.4,
    smooth: upright(link)
      ? { enabled: true, type: 'cubicBezier', forceDirection: 'vertical', roundness: 0.45 }
      : { enabled: true, type: 'curvedCW', roundness: bow(link) },
  };
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
  if (reshape || view.layout === null) view.layout = arranged(state.context ? items : items.filter(item => item.chain));
  view.links = allLinks(view.home, view.shown);
  view.few = { chain: few(true), context: few(false) };
  view.marked = marked();
  const onShow = items.filter(item => item.members.some(member => view.shown.has(member)));
  view.visible = onShow;
  synchronise(visNodes, onShow.map(item => ({ id: item.id, shape: 'custom', ctxRenderer: render, ...view.layout.at.get(item.id) })));
  synchronise(visEdges, [...view.links.values()].map(visEdge));
  showNotices();
  updateTable();
}

// Only what is marked out has changed.
function remark() {
  view.marked = marked();
  visEdges.update([...view.links.values()].map(visEdge));
  network.redraw();
  updateTable();
}

let network = null;

function startCanvas() {
  visNodes.add(data.network.nodes.map(node => ({ ...node, ctxRenderer: render })));
  visEdges.add(data.network.edges);
  refresh();
  network = new vis.Network(byId('picture'), { nodes: visNodes, edges: visEdges }, data.network.options);
  network.on('beforeDrawing', drawGround);
  network.on('afterDrawing', drawNames);
  network.on('click', ({ nodes: [node], edges: [edge] }) => {
    if (node !== undefined) select(node);
    else if (edge !== undefined) selectEdge(edge);
    else clearSelection();
  });
  network.on('doubleClick', ({ nodes: [node] }) => { if (node !== undefined) toggle(node); });
  network.on('hoverNode', ({ node }) => { byId('hovered').textContent = nameOfItem(node); });
  network.on('blurNode', () => { byId('hovered').textContent = ''; });
  network.on('zoom', keepInBounds);
  fitUntilMoved();
}

// The library rescales the view when its frame finds its size: the chain is shown whole until the reader moves.
function fitUntilMoved() {
  let moved = false;
  for (const event of ['click', 'dragStart', 'zoom']) network.once(event, () => { moved = true; });
  const again = () => { if (!moved) fit(chainIds()); };
  network.on('resize', again);
  again();
}

function keepInBounds() {
  const scale = network.getScale();
  if (scale < 0.03 || scale > 6) network.moveTo({ scale: Math.min(6, Math.max(0.03, scale)) });
}

function drawGround(context) {
  context.fillStyle = '#f4f6f8';
  for (const lane of view.layout.lanes) context.fillRect(-1e5, lane.top - 14, 2e5, lane.bottom - lane.top + 28);
}

// Levels at the left edge and years at the top edge of the window, wherever the reader has moved to.
function drawNames(context) {
  const pen = canvasPen(context);
  const unit = 1 / network.getScale(); // one pixel of the screen
  const corner = network.DOMtoCanvas({ x: 0, y: 0 });
  const gutter = { left: corner.x, top: corner.y, right: corner.x + EDGES.side * unit, bottom: corner.y + EDGES.top * unit };
  const { lanes, columns } = view.layout;
  context.fillStyle = PAPER;
  context.fillRect(gutter.left, gutter.top, EDGES.side * unit, 1e5);
  for (const lane of lanes) {
    const top = Math.max(lane.top - 14, gutter.bottom), bottom = lane.bottom + 14;
    context.fillStyle = '#e6eaee';
    context.fillRect(gutter.left, lane.top - 14, (EDGES.side - 4) * unit, bottom - lane.top + 14);
    const lines = nameOf('levels', lane.level).split(/ (?=\()/);
    const room = (bottom - top) / unit;
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

// Pixels of the window for the names of levels and years, and between them and the boxes.
const EDGES = { side: window.innerWidth > 600 ? 118 : 100, top: 28, rim: 10 };
const columnName = ({ first, last }) => first === null ? word('undated') : first === last ? String(first) : `${first}–${last}`;

const chainIds = () => {
  const chain = view.visible.filter(item => item.chain);
  return (chain.length ? chain : view.visible).map(item => item.id);
};

// How far the view may shrink to take in all of the height or width as well.
const SHRINK = 0.75;

// Shows these boxes whole, with room for the names at the edges.
function fit(ids) {
  const boxes = ids.filter(id => view.items.has(id)).map(id => ({ ...view.items.get(id), ...view.layout.at.get(id) }));
  if (!boxes.length) return;
  const half = metrics.columnGap / 2; // no slivers of the neighbouring columns
  const left = Math.min(...boxes.map(box => box.x - box.width / 2)) - half;
  const right = Math.max(...boxes.map(box => box.x + box.width / 2)) + half;
  const top = Math.min(...boxes.map(box => box.y - box.height / 2));
  const bottom = Math.max(...boxes.map(box => box.y + box.height / 2));
  const room = roomOfFrame();
  const near = Math.min(1.6, room.width / (right - left), room.height / (bottom - top));
  const whole = [room.width / view.layout.width, room.height / view.layout.height].filter(scale => scale >= SHRINK * near);
  const scale = Math.max(0.03, Math.min(near, ...whole));
  // What width is left goes to earlier columns, as far as they are whole.
  const wide = room.width / scale;
  const start = view.layout.columns.map(column => column.left - half).find(from => from <= left && from + wide >= right) ?? left;
  look(start + wide / 2, within((top + bottom) / 2, 0, view.layout.height, room.height / scale), scale);
}

function roomOfFrame() {
  const frame = byId('picture');
  return { width: frame.clientWidth - EDGES.side, height: frame.clientHeight - EDGES.top - 2 * EDGES.rim };
}

// The middle of a window of this width that shows no more emptiness beyond the ends than it must.
const within = (middle, start, end, free) => end - start <= free ? (start + end) / 2
  : Math.min(Math.max(middle, start + free / 2), end - free / 2);

// Puts a place into the middle of the window, beside and below the names at its edges.
const look = (x, y, scale) => network.moveTo({ scale, position: { x: x - EDGES.side / 2 / scale, y: y - EDGES.top / 2 / scale } });

// Keeps a box in the window when the reader moves to it or the window shrinks.
function keepIn(id) {
  const at = view.layout.at.get(id);
  if (!at) return;
  const { x, y } = network.canvasToDOM(at);
  const frame = byId('picture');
  const rim = 60;
  if (x < EDGES.side + rim || y < EDGES.top + rim || x > frame.clientWidth - rim || y > frame.clientHeight - rim) bringIn(id);
}

// Brings one box into the middle, large enough to read.
function bringIn(id) {
  const at = view.layout.at.get(id);
  if (!at) return;
  const scale = Math.max(network.getScale(), 0.75);
  const room = roomOfFrame();
  const half = metrics.columnGap / 2;
  look(within(at.x, -half, view.layout.width + half, room.width / scale), within(at.y, 0, view.layout.height, room.height / scale), scale);
}

function showNotices() {
  const collapsed = new Set(view.home.values());
  const said = [];
  if (collapsed.size) said.push(word('grouped', { n: view.home.size, groups: collapsed.size }));
  if (data.leftOut) said.push(word('left_out', { n: data.leftOut }));
  byId('notices').textContent = said.join(' ');
}
