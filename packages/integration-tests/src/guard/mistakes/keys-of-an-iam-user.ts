import type { Fixture } from '../fixture.js';

// https://github.com/aws-amplify/amplify-hosting/issues/3205: people shipped an IAM user's keys.
export const mistake: Fixture = {
  write({ lambda }) {
    lambda('worker', {
      S3_ACCESS_KEY_ID: 'AKIA' + 'Z7QX2M4NVB5KTR3W',
      S3_SECRET_ACCESS_KEY: 'q8Zk2LxN7vR4tWm1Yc5Hs9Jd3Fb6Ga0Pe/Ui+oX',
    });
  },
  finds: ['CredentialInEnvironment', 'CredentialInEnvironment'],
};
