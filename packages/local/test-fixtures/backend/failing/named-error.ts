const error = new Error('No environment matches the branch main.');
error.name = 'BranchUnmatchedError';
throw Object.assign(error, { resolution: "Add `main: 'main'` to environments." });
