export { attr, escapeText, Html, html, join, type Printable, raw, url } from './html.ts';
