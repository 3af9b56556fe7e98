import type { NextConfig } from 'next';

const config: NextConfig = {
  // The folder that a server needs, with what is deployed of the environment.
  output: 'standalone',
};

export default config;
