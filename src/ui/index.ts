export { defineAsset } from './assets/asset.ts';
export { attr, escapeText, Html, html, join, type Printable, raw, url } from './html.ts';
export { type CitizenPageOptions, citizenPage } from './layout/citizen-page.ts';
export { csrfField } from './layout/document.ts';
export { type IconName, icon, mark } from './layout/icons.ts';
export { footerLinks, headerLinks, type MenuLink, type StaffMenuLink, staffMenu } from './layout/menus.ts';
export { type NavGroup, type NavItem, type StaffPageOptions, staffPage } from './layout/staff-page.ts';
export { ui } from './module.ts';
