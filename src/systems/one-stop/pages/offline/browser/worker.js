// Answers without a network, for one page and for the files that this page needs, from what the page of preparation stored. Everything
// else goes to the network as if there were no worker: no page of anybody's is kept, and none is answered for.

const PAGE = '/can-bo/khong-mang/quay';
const STORE = 'khong-mang';

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', event => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  const isPage = request.mode === 'navigate' && pathname === PAGE;
  if (!isPage && !pathname.startsWith('/a/')) return;
  event.respondWith(kept(isPage ? PAGE : pathname, request));
});

async function kept(path, request) {
  const store = await caches.open(STORE);
  return (await store.match(path, { ignoreVary: true })) ?? fetch(request);
}
