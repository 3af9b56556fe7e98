import type { NextConfig } from 'next';

const config: NextConfig = {
  // As in a new project: what is not cached explicitly is made for each request.
  cacheComponents: true,
  partialPrefetching: true,
};

export default config;
