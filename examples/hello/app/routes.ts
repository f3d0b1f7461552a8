import { route } from 'titan';

route.get('/u/:id<int>', 'users/[id]');
route.group('/api', (api) => {
  api.get('/hello', 'hello');
  api.post('/login', 'auth/login');
});
route.redirect('/greet', '/actions/hello');
route.reply('/ping', 'pong');
