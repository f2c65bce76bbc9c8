import { formatRoute, parseRoute } from './routes.ts';
import type { Route } from './routes.ts';

/** Which screen is shown; the address bar's fragment holds it, so that Back and reloading work. */
export class Navigation {
  route = $state.raw<Route>(parseRoute(location.hash));

  constructor() {
    addEventListener('hashchange', () => {
      this.route = parseRoute(location.hash);
    });
  }

  go(route: Route): void {
    this.route = route;
    location.hash = formatRoute(route);
  }
}
