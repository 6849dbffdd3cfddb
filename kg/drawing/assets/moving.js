// Where the reader looks: what fits into the window, and what is kept in it.

// Pixels of the window for the names of levels and years, and between them and the boxes.
const EDGES = { side: window.innerWidth > 600 ? 118 : 100, top: 28, rim: 10 };

// What was last fitted, and whether the reader has moved by hand since.
const gaze = { ids: () => chainIds(), moved: false };

// The frame may have changed its size since the library last looked.
function look(ids) {
  gaze.ids = ids;
  gaze.moved = false;
  refit();
}

// The library rescales the view when its frame finds its size: what was fitted stays so until the reader moves.
function fitUntilMoved() {
  for (const event of ['dragStart', 'zoom']) network.on(event, () => { gaze.moved = true; });
  network.on('resize', () => { if (!gaze.moved) settle(state.selected); });
  look(gaze.ids);
}

function refit() {
  network.setSize('100%', '100%');
  network.redraw();
  if (!gaze.moved) fit(gaze.ids());
}

// Where nobody has moved by hand, all stays in view beside an open card as long as it can be read; else the one does.
const READABLE = 0.3;
function settle(id) {
  if (gaze.moved) return keepIn(id);
  fit(gaze.ids());
  if (id !== null && (network.getScale() < READABLE || !gaze.ids().includes(id))) bringIn(id);
}

function keepInBounds() {
  const scale = network.getScale();
  if (scale < 0.03 || scale > 6) network.moveTo({ scale: Math.min(6, Math.max(0.03, scale)) });
}

const chainIds = () => {
  const chain = view.visible.filter(item => item.chain);
  return (chain.length ? chain : view.visible).map(item => item.id);
};
const allIds = () => view.visible.map(item => item.id);

// How far the view may shrink to take in all of the height or width as well.
const SHRINK = 0.75;

// Shows these boxes whole, with room for the names at the edges.
function fit(ids) {
  const boxes = ids.filter(id => view.items.has(id)).map(id => ({ ...view.items.get(id), ...view.layout.at.get(id) }));
  if (!boxes.length) return;
  const half = metrics.columnGap / 2; // no slivers of the neighbouring columns, and the lines beside the first
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
  const middle = within(start + wide / 2, -half, view.layout.width + half, wide);
  moveTo(middle, within((top + bottom) / 2, 0, view.layout.height, room.height / scale), scale);
}

function roomOfFrame() {
  const frame = byId('picture');
  return { width: frame.clientWidth - EDGES.side, height: frame.clientHeight - EDGES.top - 2 * EDGES.rim };
}

// The middle of a window of this width that shows no more emptiness beyond the ends than it must.
const within = (middle, start, end, free) => end - start <= free ? (start + end) / 2
  : Math.min(Math.max(middle, start + free / 2), end - free / 2);

// Puts a place into the middle of the window, beside and below the names at its edges.
const moveTo = (x, y, scale) => network.moveTo({ scale, position: { x: x - EDGES.side / 2 / scale, y: y - EDGES.top / 2 / scale } });

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
  moveTo(within(at.x, -half, view.layout.width + half, room.width / scale), within(at.y, 0, view.layout.height, room.height / scale), scale);
}

function zoom(factor) {
  gaze.moved = true;
  network.moveTo({ scale: Math.min(6, Math.max(0.03, network.getScale() * factor)) });
}
