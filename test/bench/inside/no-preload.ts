/** Loaded into a Monitor that runs without fsync: its jobs run as they do with it. */
for (const name of ["LD_PRELOAD", "LD_LIBRARY_PATH", "NODE_OPTIONS"])
	delete process.env[name];

export {};
