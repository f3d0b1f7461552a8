import { host } from 'titan:kernel';

/** How sessions are kept: titan.config.json's `session`. */
interface Settings {
  store: 'database' | 'memory' | 'cookie';
  cookie: string;
  sameSite: 'Strict' | 'Lax' | 'None';
  idleSeconds: number;
  absoluteSeconds: number;
}

export const settings = JSON.parse(host.sessionSettings()) as Settings;
