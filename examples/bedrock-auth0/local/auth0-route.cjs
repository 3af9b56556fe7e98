// Preloaded into the server: the way from the tenant's name to the counterpart on loopback, as a line of /etc/hosts with a port.
// @auth0/nextjs-auth0 accepts neither a port nor localhost.
const tls = require('node:tls');

const { AUTH0_DOMAIN, AUTH0_COUNTERPART_PORT } = process.env;
const { connect } = tls;

tls.connect = (options, ...rest) =>
  options?.host === AUTH0_DOMAIN
    ? connect({ ...options, host: '127.0.0.1', port: Number(AUTH0_COUNTERPART_PORT) }, ...rest)
    : connect(options, ...rest);
