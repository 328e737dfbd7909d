// Loaded before anything else (`node --import`): the program as it would be without one of its guards. The source on the disk
// stays as it is; what the processes that a test starts load is changed too, by NODE_OPTIONS.
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

const { file, from, to } = JSON.parse(process.env.MUTANT ?? '{}');
const target = file && pathToFileURL(file).href;

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (url !== target) return loaded;
    const source = String(loaded.source);
    if (source.split(from).length !== 2) throw new Error(`${file}: expected once: ${from}`);
    return { ...loaded, source: source.replace(from, () => to) };
  },
});
