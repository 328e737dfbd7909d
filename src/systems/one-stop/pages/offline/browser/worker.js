// Answers without a network, for one page and for the files that this page needs, from what the page of preparation stored. The addresses
// around it, which somebody may have bookmarked, come from the network and lead to that page where there is none. Everything else goes to
// the network as if there were no worker: no other page is kept.

const AROUND = '/can-bo/khong-mang';
const PAGE = `${AROUND}/quay`;
const STORE = 'khong-mang';

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', event => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode !== 'navigate') {
    if (pathname.startsWith('/a/')) event.respondWith(kept(pathname, request));
  } else if (pathname === PAGE) event.respondWith(kept(PAGE, request));
  else if (pathname === AROUND || pathname.startsWith(`${AROUND}/`)) event.respondWith(orPage(request));
});

async function kept(path, request) {
  const store = await caches.open(STORE);
  return (await store.match(path, { ignoreVary: true })) ?? fetch(request);
}

async function orPage(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const store = await caches.open(STORE);
    if (await store.match(PAGE, { ignoreVary: true })) return Response.redirect(PAGE);
    throw error;
  }
}
