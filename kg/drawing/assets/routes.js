// Which way the lines go, around the boxes; the same as routes.py does for the first view.

const pairs = list => list.slice(1).map((each, place) => [list[place], each]);
const hubOf = link => link.gathers ? link.target : link.source;

function gapsOf({ stacks }) {
  const reach = 2 * metrics.narrow;
  const edges = [stacks[0].left - reach, ...stacks.flatMap(stack => [stack.left, stack.right]), stacks.at(-1).right + reach];
  return edges.flatMap((x, place) => place % 2 ? [] : [[x, edges[place + 1]]]);
}

function besideOf(bands, seat, leftward) {
  const number = leftward ? seat.stack : seat.stack + 1;
  const [left, right] = gapsOf(bands[seat.band])[number];
  if (right - left < metrics.narrow) return ['gap', seat.band, number];
  return [leftward ? 'left' : 'right', seat.band, seat.stack];
}

function passage(band, number, wanted) {
  const gaps = gapsOf(band);
  const away = gaps.map(([left, right]) => Math.max(left - wanted, wanted - right, 0));
  const nearest = away.indexOf(Math.min(...away));
  const [left, right] = gaps[nearest];
  return [right - left < metrics.narrow ? 'gap' : 'free', number, nearest];
}

const steps = (from, to) => Array.from({ length: Math.max(0, Math.abs(to - from)) }, (_, place) => from + Math.sign(to - from) * place);

function courseOf(link, { at, bands }, seats) {
  const here = seats.get(link.source), there = seats.get(link.target);
  const from = at.get(link.source), to = at.get(link.target), hub = at.get(hubOf(link));
  const course = { link, key: [hub.x, hub.y, link.bundle] };
  if (here.band === there.band && here.stack === there.stack) {
    return { ...course, columns: [besideOf(bands, here, true)], corridors: [] };
  }
  const up = there.band <= here.band;
  const first = (up ? here.first : here.last) ? ['port', link.source, up ? 1 : 0] : besideOf(bands, here, to.x <= from.x);
  const last = (there.band < here.band ? there.last : there.first)
    ? ['port', link.target, there.band >= here.band ? 1 : 0] : besideOf(bands, there, from.x <= to.x);
  let corridors = [here.band], passed = [];
  if (there.band < here.band) {
    corridors = steps(here.band, there.band);
    passed = steps(here.band - 1, there.band);
  } else if (there.band > here.band) {
    corridors = steps(here.band + 1, there.band + 1);
    passed = steps(here.band + 1, there.band);
  }
  const through = passed.map(band => passage(bands[band], band, hub.x));
  return { ...course, columns: [first, ...through, last], corridors };
}

function extentOf([kind, where, which], { at, bands }) {
  if (kind === 'port') {
    const half = view.items.get(where).width * metrics.ports / 2;
    const { x } = at.get(where);
    return [x - half, x + half];
  }
  const [near, far] = metrics.beside;
  if (kind === 'gap') return gapsOf(bands[where])[which];
  if (kind === 'free') {
    const [left, right] = gapsOf(bands[where])[which];
    return [left + far + 2, right - far - 2];
  }
  const stack = bands[where].stacks[which];
  return kind === 'left' ? [stack.left - far, stack.left - near] : [stack.right + near, stack.right + far];
}

const byNumbers = (a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];

// Sets of keys, each sorted: what shares a channel or a corridor.
function sharing(entries) {
  const sets = new Map();
  for (const [name, key] of entries) {
    if (!sets.has(name)) sets.set(name, new Map());
    sets.get(name).set(key.join(), key);
  }
  return new Map([...sets].map(([name, keys]) => {
    const sorted = [...keys.values()].sort(byNumbers);
    return [name, { count: sorted.length, place: new Map(sorted.map((key, place) => [key.join(), place])) }];
  }));
}

function withinExtent(wanted, [left, right], place) {
  const aside = Math.min(place * metrics.track, (right - left) / 2);
  return wanted < left ? left + aside : wanted > right ? right - aside : wanted;
}

function spread(courses, layout) {
  const order = sharing(courses.flatMap(course => course.columns.map(channel => [channel.join(), course.key])));
  const extents = new Map(); // by channel: asked for often
  const extent = channel => {
    const name = channel.join();
    if (!extents.has(name)) extents.set(name, extentOf(channel, layout));
    return extents.get(name);
  };
  const place = (channel, key) => order.get(channel.join()).place.get(key.join());
  const at = (channel, key) => {
    const [left, right] = extent(channel);
    return left + (place(channel, key) + 1) * (right - left) / (order.get(channel.join()).count + 1);
  };
  for (const course of courses) {
    const hub = course.link.gathers ? course.columns.length - 1 : 0;
    const other = course.columns.length - 1 - hub;
    const wanted = at(course.columns[hub], course.key);
    course.xs = course.columns.map(channel => channel[0] === 'free'
      ? withinExtent(wanted, extent(channel), place(channel, course.key)) : at(channel, course.key));
    const channel = course.columns[other];
    if (channel[0] === 'port' && order.get(channel.join()).count === 1) {
      const [left, right] = extent(channel);
      if (left <= course.xs[hub] && course.xs[hub] <= right) course.xs[other] = course.xs[hub];
    }
  }
}

const boundsOf = ({ bands }, corridor) => [corridor ? bands[corridor - 1].bottom : 0, bands[corridor].top];

// Moves the bands down so far that the lines of each corridor lie apart.
function widen(layout, tracks) {
  let moved = 0;
  const shifts = layout.bands.map((band, corridor) => {
    const [top, bottom] = boundsOf(layout, corridor);
    const wanted = tracks.has(corridor) ? Math.min(metrics.corridorMost, metrics.track * (tracks.get(corridor).count + 1)) : 0;
    moved += Math.max(0, tenth(wanted - (bottom - top)));
    return moved;
  });
  layout.bands.forEach((band, place) => {
    for (const id of band.stacks.flatMap(stack => stack.ids)) layout.at.get(id).y = tenth(layout.at.get(id).y + shifts[place]);
  });
  for (const lane of layout.lanes) {
    lane.bottom += shifts[layout.bands.findIndex(band => band.bottom === lane.bottom)];
    lane.top += shifts[layout.bands.findIndex(band => band.top === lane.top)];
  }
  layout.bands.forEach((band, place) => { band.top += shifts[place]; band.bottom += shifts[place]; });
  layout.height += shifts.at(-1) ?? 0;
}

// Where a line touches its box.
function touching(id, x, channel, { at }) {
  const { x: middle, y } = at.get(id);
  const { width, height } = view.items.get(id);
  if (channel[0] === 'port') return [x, channel[2] ? y - height / 2 : y + height / 2];
  return [x < middle ? middle - width / 2 : middle + width / 2, y];
}

function cornersOf({ link, columns, corridors, xs, key }, layout, tracks) {
  const start = touching(link.source, xs[0], columns[0], layout);
  const points = [start, [xs[0], start[1]]];
  corridors.forEach((corridor, place) => {
    if (Math.abs(xs[place] - xs[place + 1]) <= 0.5) return;
    const [top, bottom] = boundsOf(layout, corridor);
    const lines = tracks.get(corridor);
    const y = top + (lines.place.get(key.join()) + 1) * (bottom - top) / (lines.count + 1);
    points.push([xs[place], y], [xs[place + 1], y]);
  });
  const end = touching(link.target, xs.at(-1), columns.at(-1), layout);
  return bends([...points, [xs.at(-1), end[1]], end]);
}

const straight = (one, middle, other) => [0, 1].some(axis => Math.abs(one[axis] - middle[axis]) < 0.05 && Math.abs(middle[axis] - other[axis]) < 0.05);

function bends(points) {
  const kept = [];
  for (const [x, y] of points) {
    const point = [tenth(x), tenth(y)];
    while (kept.length > 1 && straight(kept.at(-2), kept.at(-1), point)) kept.pop();
    if (!kept.length || point[0] !== kept.at(-1)[0] || point[1] !== kept.at(-1)[1]) kept.push(point);
  }
  return kept;
}

// Gives each link its `points`; with `reshape`, boxes move down first where a corridor is full.
function route(layout, links, reshape) {
  const seats = new Map(layout.bands.flatMap((band, number) => band.stacks.flatMap((stack, place) => stack.ids.map((id, position) =>
    [id, { band: number, stack: place, first: position === 0, last: position === stack.ids.length - 1 }]))));
  const courses = links.map(link => courseOf(link, layout, seats));
  spread(courses, layout);
  const tracks = sharing(courses.flatMap(course => course.corridors
    .filter((corridor, place) => Math.abs(course.xs[place] - course.xs[place + 1]) > 0.5)
    .map(corridor => [corridor, course.key])));
  if (reshape) widen(layout, tracks);
  for (const course of courses) {
    course.link.points = cornersOf(course, layout, tracks);
  }
}

const stretch = ([x, y], [u, v]) => Math.abs(x - u) + Math.abs(y - v);

function towards([x, y], [u, v], reach) {
  const along = reach / Math.max(stretch([x, y], [u, v]), 0.01);
  return [tenth(x + (u - x) * along), tenth(y + (v - y) * along)];
}

// The line as an SVG path with round corners.
function pathOf(points) {
  let path = `M${points[0]}`;
  for (let place = 1; place < points.length - 1; place += 1) {
    const [before, corner, after] = points.slice(place - 1, place + 2);
    const reach = Math.min(metrics.corner, stretch(before, corner) / 2, stretch(corner, after) / 2);
    path += `L${towards(corner, before, reach)}Q${corner} ${towards(corner, after, reach)}`;
  }
  return `${path}L${points.at(-1)}`;
}

// The middle of the longest stretch: where a sign on the line is seen best.
function middleOf(points) {
  const [one, other] = pairs(points).reduce((longest, ends) => stretch(...ends) > stretch(...longest) ? ends : longest, [points[0], points[0]]);
  return [(one[0] + other[0]) / 2, (one[1] + other[1]) / 2];
}
