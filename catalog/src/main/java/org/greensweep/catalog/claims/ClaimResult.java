package org.greensweep.catalog.claims;

/**
 * A claim with its verdict.
 *
 * @param claim what was published
 * @param ours our figures for people; empty when not computed
 * @param verdict how they compare
 * @param reason why it differs or is not there yet; empty when it holds
 * @param beside what is true beside the claim; may be empty
 */
public record ClaimResult(
    Claim claim, String ours, Verdict verdict, String reason, String beside) {}
