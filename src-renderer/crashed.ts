import '@fontsource-variable/inter/wght.css';
import './theme/tokens.css';
import './theme/base.css';
import './theme/crashed.css';
import { Theme } from './state/theme.svelte.ts';

new Theme();

/** Back to where the user was: the fragment of this address is that of the page that is gone. */
const reopen = document.getElementById('reopen');
if (!(reopen instanceof HTMLAnchorElement)) throw new Error('the page has no way back');
reopen.hash = location.hash;
reopen.focus();
