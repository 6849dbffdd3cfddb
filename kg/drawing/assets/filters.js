// The legend, which is also the filter, and the time slider.

function buildFilters() {
  fillLegend('relations', Object.keys(data.words.relations), relation => {
    const look = data.words.relations[relation];
    const line = svgElement('path', { d: 'M1,8 H40', fill: 'none', stroke: look.colour, 'stroke-width': 2.4, 'stroke-dasharray': look.dash.join(' ') || 'none', 'marker-end': `url(#head-${relation})` });
    return svgElement('svg', { width: 46, height: 16, 'aria-hidden': 'true' }, line);
  }, relation => edges.filter(edge => edge.relation === relation).length);
  fillLegend('statuses', Object.keys(data.words.statuses), status => {
    const look = data.words.statuses[status];
    return svgElement('svg', { width: 24, height: 18, 'aria-hidden': 'true' },
      svgElement('rect', { x: 0, y: 0, width: 5, height: 18, fill: look.colour }),
      svgElement('text', { x: 10, y: 14, 'font-size': 14 }, look.icon));
  }, status => nodes.filter(node => statusOf(node) === status).length);
  fillLegend('levels', data.levels, () => null, level => nodes.filter(node => node.level === level).length);
  fillSelect('province', [['', word('any_province')], ...[...new Set(nodes.map(node => node.province).filter(Boolean))]
    .sort((a, b) => a.localeCompare(b, 'vi')).map(name => [name, name])], state.filters.province);
  for (const end of ['from', 'to']) fillSelect(end, [['', '–'], ...years.map(year => [year, year])], state.filters[end] ?? '');
  fillSelect('grouping', Object.keys(data.groups).map(mode => [mode, nameOf('groupings', mode)]), state.grouping);
  byId('grouping-row').hidden = Object.values(data.groups).every(groups => groups.length === 0);
  showChoices();
  showDay();
}

// What is asked for beyond the chain, with how much of it there is.
function showChoices() {
  const outside = nodes.map((node, number) => number).filter(number => nodes[number].depth === null);
  const over = outside.filter(number => cited[number].some(index => edges[index].ended));
  byId('context-row').hidden = chainless || outside.length === 0;
  byId('ended-row').hidden = chainless || over.length === 0;
  byId('context-count').textContent = `(${outside.length})`;
  byId('ended-count').textContent = `(${over.length})`;
  byId('context').checked = state.context;
  byId('ended').checked = state.ended;
}

function fillLegend(name, keys, swatch, count) {
  const box = byId(name);
  const legend = box.querySelector('legend');
  box.replaceChildren(legend, ...keys.map(key => [key, count(key)]).filter(([, number]) => number > 0).map(([key, number]) => {
    const check = element('input', { type: 'checkbox', value: key, checked: state.filters[name].has(key) });
    check.addEventListener('change', () => {
      state.filters[name][check.checked ? 'add' : 'delete'](key);
      refresh();
    });
    return element('label', {}, check, swatch(key), nameOf(name, key), element('span', { class: 'count' }, String(number)));
  }));
}

function fillSelect(id, options, chosen) {
  byId(id).replaceChildren(...options.map(([value, text]) => element('option', { value, selected: String(value) === String(chosen) }, String(text))));
}

function resetFilters() {
  state.filters = everything();
  state.day = null;
  byId('day').value = days.length;
  buildFilters();
}

function showDay() {
  const text = shownDay();
  byId('day-shown').textContent = text;
  byId('day').setAttribute('aria-valuetext', text);
  byId('day-count').textContent = state.day === null ? '' : word(view.shown.size === 1 ? 'document' : 'documents', { n: view.shown.size });
  byId('play').textContent = word(playing === null ? 'play' : 'pause');
  byId('day').title = word('as_of_hint');
}

function listenToFilters() {
  byId('province').addEventListener('change', event => { state.filters.province = event.target.value; refresh(); });
  for (const end of ['from', 'to']) {
    byId(end).addEventListener('change', event => {
      state.filters[end] = event.target.value === '' ? null : Number(event.target.value);
      refresh();
    });
  }
  for (const choice of ['context', 'ended']) {
    byId(choice).addEventListener('change', event => {
      state[choice] = event.target.checked;
      if (!event.target.checked) state.around.clear();
      refresh({ reshape: true });
      look(allIds);
    });
  }
  byId('grouping').addEventListener('change', event => {
    state.grouping = event.target.value;
    state.opened.clear();
    state.alone.clear();
    clearSelection();
    refresh({ reshape: true });
    look(chainIds);
  });
  byId('reset').addEventListener('click', () => { resetFilters(); refresh({ reshape: true }); });
  const slider = byId('day');
  slider.max = days.length; // the last stop is "any time"
  slider.value = days.length;
  slider.addEventListener('input', () => {
    state.day = days[Number(slider.value)] ?? null;
    refresh();
    showDay();
    if (!gaze.moved) look(allIds);
    if (state.selected !== null || state.edge !== null) showCard();
    relabelStatuses();
  });
  byId('play').addEventListener('click', () => playing === null ? play(slider) : pause());
}

const STEP = 700; // milliseconds that a day stays while the time runs
let playing = null;

function play(slider) {
  if (Number(slider.value) >= days.length) slider.value = 0;
  const on = () => {
    slider.dispatchEvent(new Event('input'));
    if (Number(slider.value) >= days.length) return pause();
    slider.value = Number(slider.value) + 1;
    playing = setTimeout(on, STEP);
  };
  playing = setTimeout(on);
}

function pause() {
  clearTimeout(playing);
  playing = null;
  showDay();
}

// Statuses move with the day, and so do their counts and words.
function relabelStatuses() {
  for (const { number, line } of table.rows) {
    const status = statusOf(nodes[number]);
    line.children[6].textContent = `${data.words.statuses[status].icon} ${nameOf('statuses', status)}`;
  }
}
