import { modules } from '#app/modules';

/** Every path that a browser can open, e.g. `/thu-tuc/:code`. */
export const GET_PATHS: readonly string[] = modules
  .flatMap(m => m.routes ?? [])
  .filter(r => r.method === 'GET')
  .map(r => r.path);

const patterns = GET_PATHS.map(path => ({
  path,
  fixed: path.split('/').filter(part => !part.startsWith(':')).length,
  regex: new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/:\w+/g, '[^/]+')}$`),
})).sort((a, b) => b.fixed - a.fixed);

/** The route that answers a path: of several, the one with the most fixed parts. */
export const routeOf = (path: string): string | undefined => patterns.find(p => p.regex.test(path))?.path;
