import '@fontsource-variable/inter/wght.css';
import './theme/tokens.css';
import './theme/base.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { openBridge } from './client/bridge.ts';
import { createClient } from './client/client.ts';
import { createAppState } from './state/appState.ts';

const target = document.getElementById('app');
if (target === null) throw new Error('the page has no #app element');
mount(App, { target, props: { appState: createAppState(createClient(openBridge())) } });
