import { provinceOf } from './support/million.ts';
const p = await provinceOf(Number(process.env.N ?? 10000) as never);
console.log(p.url, p.dataDir, p.made);
await new Promise(r => process.once('SIGTERM', r));
await p.stop();
process.exit(0);
