// Stand-in until the route table is committed.
export interface Route { readonly id: string, readonly method: 'GET' | 'POST', readonly path: string, readonly function: string }
export const routes: readonly Route[] = [
  { id: 'home', method: 'GET', path: '/', function: 'console' },
  { id: 'item', method: 'GET', path: '/items/{id}', function: 'console' },
  { id: 'save', method: 'POST', path: '/items/{id}', function: 'console' },
  { id: 'auth.start', method: 'GET', path: '/auth/start', function: 'auth' },
  { id: 'auth.callback', method: 'GET', path: '/auth/callback', function: 'auth' },
  { id: 'audit', method: 'GET', path: '/audit', function: 'audit' },
]
