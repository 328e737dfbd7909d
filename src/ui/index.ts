export { attr, escape, Html, html, join, type Printable, raw, url } from './html.ts';
