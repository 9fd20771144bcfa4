export default {
	files: ["dist/test/**/*.test.js"],
	timeout: "60s",
	// Waiting for a condition asserts it: until() throws after its limit.
	failWithoutAssertions: false,
	workerThreads: false,
};
