// Language, keyboard, and the start.

function speak(language) {
  state.language = language;
  document.documentElement.lang = language;
  for (const each of document.querySelectorAll('[data-word]')) each.textContent = word(each.dataset.word);
  for (const each of document.querySelectorAll('[data-field]')) each.textContent = field(each.dataset.field);
  for (const each of document.querySelectorAll('[data-label]')) each.setAttribute('aria-label', word(each.dataset.label));
  for (const each of document.querySelectorAll('[data-placeholder]')) each.placeholder = word(each.dataset.placeholder);
  for (const each of document.querySelectorAll('[data-ended]')) each.textContent = nameOf('ended');
  document.title = data.title[language];
  byId('title').textContent = data.title[language];
  byId('title').lang = language;
  byId('headline').textContent = data.headline[language];
  byId('path-said').replaceChildren();
  buildFilters();
}

function switchLanguage() {
  speak(state.language === 'vi' ? 'en' : 'vi');
  buildTable();
  showNotices();
  showCard();
  growTree();
  showFound();
  network.redraw();
}

// The nearest box in a direction: what lies straight ahead counts more than what lies aside.
function nearest(from, [dx, dy]) {
  const start = view.layout.at.get(from);
  let best = null;
  for (const item of view.visible) {
    const at = view.layout.at.get(item.id);
    const ahead = (at.x - start.x) * dx + (at.y - start.y) * dy;
    const aside = Math.abs((at.x - start.x) * dy) + Math.abs((at.y - start.y) * dx);
    const far = ahead + 2.5 * aside;
    if (item.id !== from && ahead > 1 && (best === null || far < best.far)) best = { id: item.id, far };
  }
  return best?.id ?? from;
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function move(direction) {
  if (!view.visible.length) return;
  const here = view.items.has(state.selected) && view.visible.some(item => item.id === state.selected) ? state.selected : null;
  const first = view.visible.find(item => item.id === data.root) ?? view.visible[0];
  const there = here === null ? first.id : nearest(here, direction);
  select(there);
  byId('card').hidden = true;
  keepIn(there);
}

function pressed(event) {
  const { key } = event;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (key in ARROWS) move(ARROWS[key]);
  else if (key === 'Enter' && state.selected !== null) showCard(true);
  else if (key.toLowerCase() === 'e' && state.selected !== null) toggle(state.selected);
  else if (key.toLowerCase() === 'p' && typeof state.selected === 'number') startPath(state.selected);
  else if (key === '+' || key === '=') zoom(1.25);
  else if (key === '-' || key === '−') zoom(0.8);
  else if (key === '0') look(allIds);
  else return;
  event.preventDefault();
}

function listen() {
  byId('picture').addEventListener('keydown', pressed);
  byId('zoom-in').addEventListener('click', () => zoom(1.25));
  byId('zoom-out').addEventListener('click', () => zoom(0.8));
  byId('fit-chain').addEventListener('click', () => look(chainIds));
  byId('fit-all').addEventListener('click', () => look(allIds));
  byId('language').addEventListener('click', switchLanguage);
  document.addEventListener('keydown', event => {
    const typing = ['INPUT', 'SELECT', 'TEXTAREA'].includes(event.target.tagName);
    if (event.key === '/' && !typing) { byId('search').focus(); event.preventDefault(); }
    if (event.key === 'Escape' && !typing) closeCard();
  });
  listenToFilters();
  listenToSearch();
  listenToPaths();
  listenToSaving();
}

// First the picture; the table and what else can wait come when it is on the screen.
function start() {
  byId('tools').open = window.innerWidth > 960;
  speak(data.language);
  startCanvas();
  window.cancu = { view, network, select, toggle, lookOf }; // for tests, and for whoever looks behind the page
  listen();
  requestAnimationFrame(() => setTimeout(() => {
    performance.mark('drawn');
    buildTable();
    namePaths();
    performance.mark('ready');
  }));
}

start();
