// Package comms keeps what is told to the public about children: products with their text and its approval by somebody else,
// broadcasts, trainings, and the numbers that people can call, each called again on a day to see that somebody answers.
package comms
