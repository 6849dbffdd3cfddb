// Where the boxes stand; the same as layout.py does for the first view.

function spansOf(items, merging) {
  const count = new Map();
  const own = new Set();
  for (const { year, level, chain, derives } of items) {
    if (year === null) continue;
    if (!count.has(year)) count.set(year, new Map());
    count.get(year).set(level, (count.get(year).get(level) ?? 0) + 1);
    if (derives || (chain && !merging)) own.add(year);
  }
  const spans = new Map();
  if (items.some(item => item.year === null)) spans.set(null, { first: null, last: null });
  let run = [];
  const close = () => {
    const span = { first: run[0], last: run.at(-1) };
    for (const year of run) spans.set(year, span);
    run = [];
  };
  for (const year of [...count.keys()].sort((a, b) => a - b)) {
    const together = level => [...run, year].reduce((sum, each) => sum + (count.get(each).get(level) ?? 0), 0);
    if (run.length && (own.has(year) || own.has(run.at(-1)) || data.levels.some(level => together(level) > metrics.mergedMost))) close();
    run.push(year);
  }
  close();
  return spans;
}

const down = stack => stack.reduce((sum, item) => sum + item.height, 0) + metrics.gap[1] * (stack.length - 1);
const widest = stack => Math.max(...stack.map(item => item.width));
const across = stacks => stacks.reduce((sum, stack) => sum + widest(stack), 0) + metrics.gap[0] * (stacks.length - 1);

function stacksOf(items, height) {
  const stacks = [[]];
  for (const item of items) {
    const last = stacks.at(-1);
    if (last.length && down([...last, item]) > height) stacks.push([item]);
    else last.push(item);
  }
  return stacks;
}

const abreast = items => items[0].chain && items.length <= metrics.abreastMost;

function flattest({ items, stacks }, width) {
  const tallest = Math.max(...stacks.map(down));
  for (const height of metrics.heights) {
    if (height >= tallest) break;
    const flatter = stacksOf(items, height);
    if (across(flatter) <= width) return flatter;
  }
  return stacks;
}

function placed(cells, columns, height) {
  const at = new Map();
  const stacked = cells.map(cell => ({ ...cell, stacks: stacksOf(cell.items, abreast(cell.items) ? 0 : height) }));
  let x = 0;
  const placedColumns = columns.map(span => {
    const inside = stacked.filter(cell => cell.span === span);
    const width = Math.max(metrics.columnLeast, ...inside.map(cell => across(cell.stacks)));
    for (const cell of inside) cell.stacks = flattest(cell, width);
    const column = { ...span, span, left: x, right: x + width };
    x = column.right + metrics.columnGap;
    return column;
  });
  const lanes = [];
  const bands = [];
  let y = 0;
  for (const level of data.levels) {
    const top = y;
    for (const chain of lanes.length ? [true, false] : [false, true]) {
      const band = stacked.filter(cell => cell.level === level && cell.chain === chain);
      if (!band.length) continue;
      const stacks = [];
      for (const cell of band) {
        const column = placedColumns.find(each => each.span === cell.span);
        let left = (column.left + column.right - across(cell.stacks)) / 2;
        for (const stack of cell.stacks) {
          let above = y;
          for (const item of stack) {
            at.set(item.id, { x: tenth(left + widest(stack) / 2), y: tenth(above + item.height / 2) });
            above += item.height + metrics.gap[1];
          }
          stacks.push({ left, right: left + widest(stack), ids: stack.map(item => item.id) });
          left += widest(stack) + metrics.gap[0];
        }
      }
      const tallest = Math.max(...band.flatMap(cell => cell.stacks.map(down)));
      bands.push({ top: y, bottom: y + tallest, stacks: stacks.sort((a, b) => a.left - b.left) });
      y += tallest + metrics.bandGap;
    }
    if (y > top) {
      lanes.push({ level, top, bottom: bands.at(-1).bottom });
      y += metrics.laneGap - metrics.bandGap;
    }
  }
  return { at, lanes, bands, columns: placedColumns, width: Math.max(x - metrics.columnGap, 0), height: Math.max(y - metrics.laneGap, 0) };
}

const tenth = number => Math.round(number * 10) / 10;

function cellsOf(items, spans) {
  const cells = [];
  for (const item of items) {
    const span = spans.get(item.year);
    let cell = cells.find(each => each.level === item.level && each.chain === item.chain && each.span === span);
    if (!cell) cells.push(cell = { level: item.level, chain: item.chain, span, items: [] });
    cell.items.push(item);
  }
  return cells;
}

function arranged(items) {
  let best = null;
  for (const merging of [false, true]) {
    const spans = spansOf(items, merging);
    const cells = cellsOf(items, spans);
    const columns = [...new Set(spans.values())].sort((a, b) => (a.first ?? -1) - (b.first ?? -1));
    for (const height of metrics.heights) {
      const layout = placed(cells, columns, height);
      const miss = Math.abs(Math.log(Math.max(layout.width, 1) / Math.max(layout.height, 1) / metrics.aspect))
        + (merging ? metrics.mergingCost : 0);
      if (best === null || miss < best.miss) best = { ...layout, miss };
    }
  }
  return best;
}
