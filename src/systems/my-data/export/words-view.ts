import { type Html, html, type KeyValue, type Printable, raw } from '#ui';

/** A dossier as the page tells it: what it is, how it stands, what was answered in it, and where its files lie beside the page. */
export type ToldDossier = {
  code: string;
  title: string;
  facts: readonly KeyValue[];
  answers: Html;
  files: ReadonlyArray<{ label: string; path: string }>;
};

/** What the page of a copy is drawn from; everything in words. */
export type Told = {
  lang: string;
  title: string;
  made: string;
  headings: Record<'profile' | 'mandates' | 'dossiers' | 'drafts' | 'messages' | 'looks' | 'files', string>;
  /** Said under a heading that has nothing. */
  none: string;
  profile: readonly KeyValue[];
  mandates: readonly string[];
  dossiers: readonly ToldDossier[];
  drafts: ReadonlyArray<{ title: string; answers: Html }>;
  messages: ReadonlyArray<{ at: string; subject: string; body: string }>;
  looks: ReadonlyArray<{ who: string; about: string }>;
};

// The page is opened from a disk, without the site: it carries its own few rules, and fits on A4.
const LOOK = `body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:0 auto;padding:1rem;color:#1c1b2e;overflow-wrap:anywhere}
h1,h2{line-height:1.25}h2{border-top:2px solid #2f2a86;margin-top:2.5rem;padding-top:.75rem}h3{margin:1.75rem 0 .25rem}h4{margin:1rem 0 .25rem}
dl{margin:0}dl div{display:flex;flex-wrap:wrap;gap:0 1rem;padding:.2rem 0;border-bottom:1px solid #ddd}dt{flex:0 0 14rem;color:#55536b}dd{flex:1 1 14rem;margin:0}
li{margin:.35rem 0}.q{color:#55536b}a{color:#2f2a86}
@media print{@page{size:A4;margin:18mm}body{font-size:11pt;max-width:none;padding:0}h2,h3,h4{break-after:avoid}li,dl div{break-inside:avoid}a{color:inherit}}`;

const facts = (rows: readonly KeyValue[]): Html =>
  html`<dl>${rows.map(
    r => html`<div><dt>${r.label}</dt><dd>${r.value}</dd></div>
`,
  )}</dl>`;

/** A page to be read without a network and printed: a copy of what the province keeps of somebody, in words. */
export function wordsPage(told: Told): string {
  const section = (name: keyof Told['headings'], count: number, inside: Printable): Html =>
    html`<h2>${told.headings[name]}</h2>
${count ? inside : html`<p class="q">${told.none}</p>`}
`;
  const dossier = (d: ToldDossier): Html => html`<section id="${d.code}"><h3>${d.title}</h3>
${facts(d.facts)}
${d.answers}
${d.files.length > 0 && html`<h4>${told.headings.files}</h4><ul>${d.files.map(f => html`<li><a href="${f.path}">${f.label}</a></li>`)}</ul>`}</section>
`;
  return String(html`<!doctype html>
<html lang="${told.lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${told.title}</title>
<style>${raw(LOOK)}</style></head>
<body><main><h1>${told.title}</h1><p class="q">${told.made}</p>
${section('profile', told.profile.length, facts(told.profile))}
${section('mandates', told.mandates.length, html`<ul>${told.mandates.map(m => html`<li>${m}</li>`)}</ul>`)}
${section('dossiers', told.dossiers.length, told.dossiers.map(dossier))}
${section(
  'drafts',
  told.drafts.length,
  told.drafts.map(d => html`<h3>${d.title}</h3>${d.answers}`),
)}
${section('messages', told.messages.length, html`<ul>${told.messages.map(m => html`<li><b>${m.subject}</b> <span class="q">${m.at}</span><br>${m.body}</li>`)}</ul>`)}
${section('looks', told.looks.length, html`<ul>${told.looks.map(l => html`<li><b>${l.who}</b><br><span class="q">${l.about}</span></li>`)}</ul>`)}
</main></body></html>
`);
}
