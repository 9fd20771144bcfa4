export default {
	files: ["dist/test/**/*.test.js"],
	// Nothing is timed by this; it ends a suite that hangs, also where a machine is slow.
	timeout: "3m",
	// Waiting for a condition asserts it: until() throws after its limit.
	failWithoutAssertions: false,
	workerThreads: false,
};
